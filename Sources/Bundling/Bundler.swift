import ELF
package import Host
package import LinkAudit
package import Model
package import SystemPackage

/// Decides which libraries to bundle, including loader and C library, and collects them.
package struct Bundler {
    /// A function's archive with its bundled libraries.
    package struct Result {
        /// The level that was reached.
        package var level: BundleLevel
        /// The bundled libraries, in load order; may be empty.
        package var libraries: [FoundLibrary]
        /// The program, with the path of the loader that it uses.
        package var program: [UInt8]
        /// What the audit found, and the problems with bundling.
        package var audit: AuditReport
    }

    private let files: any FileSystem
    private let origin: LibraryOrigin
    private let mode: BundleMode
    private let architecture: Architecture
    private let runtime: LambdaRuntime
    private let hasLayers: Bool
    private let ownLibraries: [String: FilePath]

    /// Creates a bundler for one function.
    ///
    /// - Parameters:
    ///   - origin: where libraries are taken from.
    ///   - hasLayers: whether the function has layers, which may contain libraries that swiftlambda can't see.
    ///   - ownLibraries: stripped copies of the package's own libraries, by their names.
    package init(
        files: any FileSystem,
        origin: LibraryOrigin,
        mode: BundleMode,
        architecture: Architecture,
        runtime: LambdaRuntime,
        hasLayers: Bool,
        ownLibraries: [String: FilePath] = [:]
    ) {
        self.files = files
        self.origin = origin
        self.mode = mode
        self.architecture = architecture
        self.runtime = runtime
        self.hasLayers = hasLayers
        self.ownLibraries = ownLibraries
    }

    /// Bundles what the mode requires; in `auto`, goes to the next level only if the audit fails.
    ///
    /// - Parameters:
    ///   - tree: everything else in the archive, with `bootstrap` final except for the loader's path.
    ///   - linkedIn: the directory where the build put the program.
    package func bundle(_ tree: StagedTree, linkedIn directory: FilePath) throws -> Result {
        let program = try bytesOfBootstrap(in: tree)
        var level: BundleLevel =
            switch mode {
            case .auto, .none: .none
            case .libraries: .libraries
            case .libc: .libc
            }
        while true {
            let result = try attempt(level, tree, program, linkedIn: directory)
            guard mode == .auto, let next = level.next(after: result.audit) else { return result }
            level = next
        }
    }

    private func bytesOfBootstrap(in tree: StagedTree) throws -> [UInt8] {
        guard case .file(let path, let status)? = tree.bootstrap?.content,
            // A larger archive is refused for its size.
            status.size <= Int64(LambdaLimits.unzippedBytes)
        else { return [] }
        return try files.read(path, limit: LambdaLimits.unzippedBytes)
    }

    private func attempt(
        _ level: BundleLevel, _ tree: StagedTree, _ program: [UInt8], linkedIn directory: FilePath
    ) throws -> Result {
        var result = Result(level: .none, libraries: [], program: program, audit: AuditReport())
        var problems: [BundleProblem] = []
        // The audit reports invalid ELF files.
        if let file = try? ELFFile(program), !file.isStaticallyLinked {
            problems += try chooseLoader(for: file, level, into: &result)
            if level != .none {
                problems += try gather(for: file, level, tree, linkedIn: directory, into: &result)
            }
        }
        var expectation = AuditExpectation(architecture: architecture, runtime: runtime, hasLayers: hasLayers)
        expectation.toldMissing = Set(problems.compactMap(\.missingLibrary))
        var replacements = [LambdaPaths.bootstrap: result.program]
        for library in result.libraries { replacements[library.archivePath] = library.replacement }
        let subject = StagedSubject(
            tree.adding(result.libraries, loader: architecture.loaderName), files: files,
            replacing: replacements)
        result.audit = try Audit(expectation).run(on: subject)
        result.audit.findings += problems.compactMap { $0.diagnostic(hasLayers: hasLayers) }
        result.audit.sortFindings()
        return result
    }

    private func chooseLoader(
        for file: ELFFile, _ level: BundleLevel, into result: inout Result
    ) throws -> [BundleProblem] {
        let own = OwnLoader.mountedPath(for: architecture)
        guard level == .libc || file.interpreter == own else { return [] }
        let wanted = level == .libc ? own : runtime.interpreter(for: architecture)
        guard file.interpreter != wanted else { return [] }
        guard let changed = try OwnLoader.program(result.program, startedBy: wanted) else {
            return [.notLinkedForOwnLoader(file.interpreter)]
        }
        result.program = changed
        return []
    }

    private func gather(
        for file: ELFFile, _ level: BundleLevel, _ tree: StagedTree, linkedIn directory: FilePath,
        into result: inout Result
    ) throws -> [BundleProblem] {
        let included = try includedLibraries(of: tree)
        let finder = try LibraryFinder(origin: origin, architecture: architecture, files: files)
        let ofRuntime = runtime.sharedLibraries(for: architecture)
        var closure = LibraryClosure(
            finder: finder, provided: level == .libc ? [] : ofRuntime, included: included)
        let loader = architecture.loaderName
        try closure.gather(file, in: directory, alsoNeeded: level == .libc ? [loader, "libc.so.6"] : [])
        result.libraries = try closure.libraries.map(prepared)
        result.level = closure.libraries.isEmpty ? .none : level
        guard level == .libc else { return closure.problems }
        return closure.problems + libcProblems(closure.libraries, loader: loader, included: included)
    }

    /// A library as it goes into the archive: the package's own are stripped, others get the paths of Amazon Linux.
    private func prepared(_ library: FoundLibrary) throws -> FoundLibrary {
        var library = library
        if case .besideProgram = library.directory {
            guard let stripped = ownLibraries[library.name],
                let status = try files.status(of: stripped, followingLinks: false)
            else { return library }
            library.staged = (stripped, status)
        } else if let adapted = try AdaptedLibrary(library.file) {
            library.replacement = adapted.bytes
            library.changedPaths = adapted.changes
        }
        return library
    }

    private func libcProblems(
        _ libraries: [FoundLibrary], loader: String, included: [String: ELFFile]
    ) -> [BundleProblem] {
        var problems: [BundleProblem] = []
        let ofLibc = included.keys.filter { LambdaRuntime.isPartOfLibc($0) }.sorted()
        if !ofLibc.isEmpty { problems.append(.includedLibc(ofLibc)) }
        if let loader = libraries.first(where: { $0.name == loader }),
            let libc = libraries.first(where: { $0.name == "libc.so.6" }), loader.directory != libc.directory
        {
            problems.append(.mixedLibc(loader: loader.path, libc: libc.path))
        }
        return problems
    }

    /// The libraries that the user put in the loader's search path.
    private func includedLibraries(of tree: StagedTree) throws -> [String: ELFFile] {
        let subject = StagedSubject(tree, files: files)
        let index = EntryIndex(subject.entries)
        var included: [String: ELFFile] = [:]
        for entry in subject.entries {
            guard LambdaRuntime.archiveLibraryDirectories.contains(ArchivePath.directory(of: entry.path)),
                let name = entry.path.split(separator: "/").last, name.contains(".so"),
                let file = index.file(at: entry.path), file.sizeBytes <= Int64(LambdaLimits.unzippedBytes)
            else { continue }
            // The audit reports invalid libraries.
            included[String(name)] = try? ELFFile(try subject.bytes(of: file, limit: LambdaLimits.unzippedBytes))
        }
        return included
    }
}
