package import Host
package import Model
package import SystemPackage

/// The directory where SwiftPM keeps Swift SDKs, and what is in it.
package struct SDKStore: Sendable {
    /// The directory.
    package let directory: FilePath
    let files: any FileSystem

    /// Creates a store.
    package init(directory: FilePath, files: any FileSystem) {
        self.directory = directory
        self.files = files
    }

    /// The directory that SwiftPM uses unless told otherwise.
    ///
    /// `XDG_CONFIG_HOME` goes before the home directory, and that is the account's, not `HOME` (SwiftPM 6.3).
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

    /// What is installed.
    package struct Contents: Sendable, Hashable {
        /// The SDKs with Linux targets for Lambda's architectures, by name.
        package var sdks: [SwiftSDK] = []
        /// What is wrong with others.
        package var problems: [SDKProblem] = []
    }

    /// Reads the metadata of every bundle; a broken one does not hide the others.
    ///
    /// - Throws: `FileError` where the directory itself cannot be read.
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

/// Something is wrong with an installed bundle.
package struct SDKProblem: DiagnosedError, Hashable {
    /// What is wrong.
    package enum Flaw: Sendable, Hashable {
        /// A metadata file is missing or the system refuses to read it.
        case unreadable(file: FilePath, reason: String)
        /// A metadata file is not as it should be.
        case malformed(file: FilePath, reason: String)
        /// A directory that the metadata names is not there.
        case missing(directory: FilePath, role: String)
    }

    /// The bundle.
    package var bundle: FilePath
    /// The artifact, where the flaw is one artifact's.
    package var id: String?
    /// What is wrong.
    package var flaw: Flaw

    /// One error; the fix is to install the bundle again.
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
                    "the Swift SDK '\(name)' is incomplete: its \(role) '\(directory)' is not there", hints: hints)
            ]
        }
    }

    /// An SDK is missing for all that it is good for: `unavailable`.
    package var exitStatus: ExitStatus { .unavailable }
}
