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

extension SDKStore.Contents {
    /// The same content, after the SDKs' own compilers were asked for their versions.
    ///
    /// An SDK whose compiler does not answer is a problem.
    ///
    /// - Throws: `CancellationError`.
    package func describingCompilers(on host: Host) async throws -> SDKStore.Contents {
        var described = self
        for (index, sdk) in sdks.enumerated().reversed() {
            for (target, compiler) in sdk.targets.enumerated().compactMap({ pair in
                pair.element.compiler.map { (pair.offset, $0) }
            }) {
                do {
                    described.sdks[index].targets[target].ownToolchain =
                        try await Toolchain.describe(swift: compiler, on: host)
                } catch let error as ToolchainError {
                    described.problems.append(
                        SDKProblem(
                            bundle: sdk.bundle, id: sdk.id,
                            flaw: .silentCompiler(compiler, message: error.diagnostics.first?.explanation ?? "")))
                    described.sdks.remove(at: index)
                    break
                }
            }
        }
        return described
    }
}

extension SDKStore {
    /// Deletes the bundles of SDKs, also of broken ones.
    ///
    /// - Returns: the bundles that were deleted.
    /// - Throws: `SelectionFailure.unknown` before anything is deleted; `FileError`.
    package func remove(_ ids: [String]) throws -> [FilePath] {
        let contents = try contents()
        var bundles: [FilePath] = []
        for id in ids {
            let bundle =
                contents.sdks.first { $0.id == id }?.bundle
                ?? contents.problems.first { $0.id == id || $0.bundle.stem == id }?.bundle
            guard let bundle else { throw SelectionFailure.unknown(id, known: contents.sdks.map(\.id)) }
            if !bundles.contains(bundle) { bundles.append(bundle) }
        }
        for bundle in bundles {
            // Under another name SwiftPM does not take what is left of an interrupted deletion for an SDK.
            let leaving = directory.appending(".removing-\(bundle.lastComponent?.string ?? "")")
            try files.remove(leaving)
            try files.rename(bundle, to: leaving)
            try files.remove(leaving)
        }
        return bundles
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
        /// Its own compiler does not start, or does not answer.
        case silentCompiler(FilePath, message: String)
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
        let hints = ["remove it with 'swiftlambda sdk remove \(id ?? bundle.stem ?? name)', then install it again"]
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
        case .silentCompiler(let compiler, let message):
            [
                .error(
                    "sdk.silent-compiler", "the compiler of the Swift SDK '\(name)' does not start: '\(compiler)'",
                    explanation: (message.isEmpty ? "" : message + "\n")
                        + "Such a compiler names its loader by an absolute path: it does not start in a bundle that was moved.",
                    hints: ["make it again: swiftlambda sdk make --from debian --complete --replace"])
            ]
        }
    }

    /// A broken SDK counts as missing: `unavailable`.
    package var exitStatus: ExitStatus { .unavailable }
}
