package import Host
package import Model
package import SystemPackage

/// The directory of SwiftPM's Swift SDKs, and its content.
package struct SDKStore: Sendable {
    /// The directory.
    package let directory: FilePath
    let files: any FileSystem

    /// Creates a store.
    package init(directory: FilePath, files: any FileSystem) {
        self.directory = directory
        self.files = files
    }

    /// The directory that SwiftPM uses by default.
    ///
    /// `XDG_CONFIG_HOME` takes precedence over the home directory, which is the account's, not `HOME` (SwiftPM 6.3).
    ///
    /// - Parameter home: the account's home directory.
    package static func defaultDirectory(environment: [String: String], home: FilePath) -> FilePath {
        if let configuration = environment["XDG_CONFIG_HOME"], configuration.hasPrefix("/") {
            return FilePath(configuration).appending("swiftpm").appending("swift-sdks")
        }
        let home = environment["CFFIXED_USER_HOME"].map { FilePath($0) } ?? home
        #if os(macOS)
        return home.pushing("Library/org.swift.swiftpm/swift-sdks")
        #else
        return home.pushing(".swiftpm/swift-sdks")
        #endif
    }

    /// The installed SDKs.
    package struct Contents: Sendable, Hashable {
        /// The SDKs with Linux targets for Lambda's architectures, by name.
        package var sdks: [SwiftSDK] = []
        /// Problems with other bundles.
        package var problems: [SDKProblem] = []
    }

    /// Reads the metadata of every bundle; a broken one does not hide the others.
    ///
    /// - Throws: `FileError` if the directory is unreadable.
    package func contents() throws -> Contents {
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return Contents() }
        var contents = Contents()
        for name in try files.names(in: directory) where name.hasSuffix(".artifactbundle") {
            var reader = SDKBundleReader(bundle: directory.appending(name), files: files)
            reader.read()
            contents.sdks += reader.sdks
            contents.problems += reader.problems
        }
        contents.sdks.sort { $0.id < $1.id }
        return contents
    }
}

/// A problem with an installed bundle.
package struct SDKProblem: DiagnosedError, Hashable {
    /// The kind of problem.
    package enum Flaw: Sendable, Hashable {
        /// A metadata file is missing or unreadable.
        case unreadable(file: FilePath, reason: String)
        /// A metadata file is invalid.
        case malformed(file: FilePath, reason: String)
        /// A directory in the metadata does not exist.
        case missing(directory: FilePath, role: String)
    }

    /// The bundle.
    package var bundle: FilePath
    /// The artifact, if one artifact has the problem.
    package var id: String?
    /// The problem.
    package var flaw: Flaw

    /// One error; the hint is to install the bundle again.
    package var diagnostics: [Diagnostic] {
        let name = id ?? bundle.lastComponent?.string ?? bundle.string
        let hints = ["remove it with 'swift sdk remove \(id ?? bundle.stem ?? name)', then install it again"]
        return switch flaw {
        case .unreadable(let file, let reason):
            [.error("sdk.unreadable", "the Swift SDK '\(name)' is unusable: '\(file)': \(reason)", hints: hints)]
        case .malformed(let file, let reason):
            [.error("sdk.malformed", "the Swift SDK '\(name)' is unusable: '\(file)': \(reason)", hints: hints)]
        case .missing(let directory, let role):
            [
                .error(
                    "sdk.incomplete",
                    "the Swift SDK '\(name)' is incomplete: its \(role) '\(directory)' does not exist", hints: hints)
            ]
        }
    }

    /// A broken SDK counts as missing: `unavailable`.
    package var exitStatus: ExitStatus { .unavailable }
}
