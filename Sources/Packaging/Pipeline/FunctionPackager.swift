import Building
import Bundling
import Host
import LinkAudit
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Takes the functions of one build to their archives.
struct FunctionPackager: Sendable {
    let host: Host
    let run: PackageRun
    let build: PackageBuild
    let builder: any Builder
    let output: BuildOutput
    let resources: ResourceIndex
    let toolchain: SharedWork<Toolchain>
    let git: GitState?
    let slots: JobSlots
    /// Where libraries are taken from.
    let libraryOrigin: LibraryOrigin
    /// The image it was built in, if any.
    let image: ContainerImage?
    let onEvent: @Sendable (PackagingEvent) -> Void

    /// Packages every function, as many at a time as there are slots.
    func packageAll() async throws -> [PackagedFunction] {
        try await inOrder(build.functions) { function in
            try await slots.occupying(1) {
                var packaged = try await package(function)
                if run.collectsMaterials, packaged.manifest != nil {
                    packaged.materials = try await materials(of: packaged, targets: function.targets)
                }
                onEvent(
                    .finished(function: function.settings.name, architecture: function.settings.architecture))
                return packaged
            }
        }
    }

    private func package(_ function: PackageBuild.Function) async throws -> PackagedFunction {
        let binary = try output.executable(of: function.settings.product, files: host.files)
        let linked = try stage(function, bootstrap: binary)
        let fingerprint = Fingerprint(
            tree: linked, function: function.settings, run: run, build: build, origin: libraryOrigin)
        if let unchanged = try unchanged(function.settings, fingerprint) { return unchanged }

        let bootstrap = try await strip(binary, of: function.settings)
        onEvent(.stage(.auditing, function: function.settings.name, architecture: function.settings.architecture))
        let bundler = Bundler(
            files: host.files, origin: libraryOrigin, mode: function.settings.build.bundle,
            architecture: function.settings.architecture, runtime: function.settings.runtime,
            hasLayers: !function.settings.layers.isEmpty,
            ownLibraries: try await stripOwnLibraries(neededBy: binary, of: function.settings))
        var bundled = try bundler.bundle(
            try stage(function, bootstrap: bootstrap), linkedIn: try host.files.realPath(output.binaries))
        bundled.audit.findings += BuildPathAudit(build, of: run).findings(in: bundled.program)
        if let note = linked.leftOutNote { bundled.audit.findings.append(note) }
        for library in bundled.libraries {
            guard case .besideProgram = library.directory else { continue }
            bundled.audit.findings += BuildPathAudit(build, of: run)
                .findings(
                    in: try host.files.read(library.staged?.path ?? library.path, limit: .max),
                    named: library.archivePath)
        }
        bundled.audit.sortFindings()
        guard !bundled.audit.hasErrors else {
            return PackagedFunction(
                function: function.settings, outcome: .refused, directory: run.directory(of: function.settings),
                audit: bundled.audit, manifest: nil)
        }
        try Task.checkCancellation()
        try host.files.write(bundled.program, to: bootstrap, permissions: .ownerReadWriteExecute)
        bundled.libraries = try bundled.libraries.map { try writeReplacement($0, of: function.settings) }
        let tree = try stage(function, bootstrap: bootstrap)
            .adding(bundled.libraries, loader: function.settings.architecture.loaderName)
        return try await write(
            tree, of: function.settings, linkedBinary: binary, bundled: bundled, fingerprint: fingerprint)
    }

    private func stage(_ function: PackageBuild.Function, bootstrap: FilePath) throws -> StagedTree {
        try StagedTree.stage(
            bootstrap: bootstrap, resources: resources.resources(ofTargets: function.targets),
            include: function.settings.include, exclude: function.settings.exclude, package: run.package,
            original: run.original, files: host.files)
    }

    /// A copy of the binary for the archive, without symbols unless they are to be kept.
    private func strip(_ binary: FilePath, of function: LambdaFunction) async throws -> FilePath {
        let bootstrap = strippedBinary(of: function)
        try host.files.makeDirectory(bootstrap.removingLastComponent())
        try host.files.removeStaleTemporaries(in: bootstrap.removingLastComponent())
        if run.symbols == .keep {
            try host.files.copy(binary, to: bootstrap, permissions: .ownerReadWriteExecute)
        } else {
            onEvent(.stage(.stripping, function: function.name, architecture: function.architecture))
            try await stripper().strip(binary, to: bootstrap)
        }
        return bootstrap
    }

    /// Copies of the package's own libraries for the archive, as the program's is.
    private func stripOwnLibraries(
        neededBy binary: FilePath, of function: LambdaFunction
    ) async throws -> [String: FilePath] {
        let needed = try OwnLibraries(files: host.files, binaries: binary.removingLastComponent()).needed(by: binary)
        guard run.symbols != .keep, !needed.isEmpty else { return [:] }
        let directory = libraryCopies(of: function)
        try host.files.makeDirectory(directory)
        var stripped: [String: FilePath] = [:]
        for (name, path) in needed {
            stripped[name] = directory.appending(name)
            try await stripper().strip(path, to: directory.appending(name))
        }
        return stripped
    }

    private func writeReplacement(_ library: FoundLibrary, of function: LambdaFunction) throws -> FoundLibrary {
        guard let bytes = library.replacement else { return library }
        var library = library
        let copy = libraryCopies(of: function).appending(library.name)
        try host.files.makeDirectory(copy.removingLastComponent())
        try host.files.write(bytes, to: copy, permissions: .ownerReadWrite)
        library.staged = try host.files.status(of: copy, followingLinks: false).map { (copy, $0) }
        return library
    }

    private func libraryCopies(of function: LambdaFunction) -> FilePath {
        strippedBinary(of: function).removingLastComponent().appending(OwnLoader.libraryDirectory)
    }

    /// The toolchain's own tool where the build was done, else what this machine has.
    private func stripper() async throws -> SymbolStripper {
        let toolchain = try await toolchain.value
        guard let toolHost = builder.toolHost else { return try SymbolStripper(toolchain: toolchain, host: host) }
        return SymbolStripper(objcopy: toolchain.programsDirectory.appending("llvm-objcopy"), host: toolHost)
    }

    private func strippedBinary(of function: LambdaFunction) -> FilePath {
        build.scratch(in: run.scratch).appending("stripped").appending(function.name)
            .appending(function.architecture.rawValue)
            .appending(LambdaPaths.bootstrap)
    }

    private func write(
        _ tree: StagedTree, of function: LambdaFunction, linkedBinary: FilePath, bundled: Bundler.Result,
        fingerprint: Fingerprint
    ) async throws -> PackagedFunction {
        onEvent(.stage(.zipping, function: function.name, architecture: function.architecture))
        let directory = run.directory(of: function)
        try await writeSymbols(of: linkedBinary, function, in: directory)
        let archive = try ArchiveFile(directory: directory, files: host.files)
            .write(tree, compression: run.compression)

        let bundle = try await account(of: bundled, entries: archive.entries)
        var audit = bundled.audit
        if let bundle { audit.findings.append(bundle.note) }
        audit.findings += TreeAudit.zippedSize(archive.account.sizeBytes)
        audit.sortFindings()
        let toolchain = try await toolchain.value
        let manifest = Manifest(
            function: function.name, product: function.product, architecture: function.architecture,
            runtime: function.runtime, archive: archive.account, entries: archive.entries,
            symbolsFile: run.symbols == .separate ? OutputLayout.symbolsName : nil,
            tools: Manifest.Tools(
                swiftlambda: run.toolVersion, compiler: toolchain.compilerVersion,
                triple: builder.triple ?? toolchain.triple, builder: builder.name, swiftSDK: builder.swiftSDK,
                image: image?.reference, imageDigest: image?.digest,
                buildArguments: build.arguments.isEmpty ? nil : build.arguments),
            git: git, bundle: bundle,
            compatibility: try compatibility(of: linkedBinary, libraries: bundled.libraries), audit: audit)
        try write(manifest, in: directory)
        try record(fingerprint, libraries: bundled.libraries.map(\.path), in: directory)
        return PackagedFunction(
            function: function, outcome: archive.wasWritten ? .written : .unchanged, directory: directory,
            audit: audit, manifest: manifest)
    }

    private func account(of bundled: Bundler.Result, entries: [Manifest.Entry]) async throws -> Bundle? {
        guard !bundled.libraries.isEmpty else { return nil }
        let packages = try await PackageOwners(host: host, origin: libraryOrigin)
            .packages(of: bundled.libraries.map(\.path))
        return Bundle(
            level: bundled.level, origin: libraryOrigin, libraries: bundled.libraries, packages: packages,
            entries: entries)
    }

    private func writeSymbols(
        of binary: FilePath, _ function: LambdaFunction, in directory: FilePath
    ) async throws {
        let path = directory.appending(OutputLayout.symbolsName)
        guard run.symbols == .separate else {
            // Symbols of another binary would mislead a debugger.
            return try host.files.remove(path)
        }
        let stripped = strippedBinary(of: function)
        let symbols = try await stripper().extractSymbols(
            of: binary, strippedTo: stripped, by: stripped.removingLastComponent().appending(OutputLayout.symbolsName))
        try host.files.write(symbols, to: path, permissions: .readableByAll)
    }

    private func write(_ manifest: Manifest, in directory: FilePath) throws {
        try host.files.write(
            try manifest.json(), to: directory.appending(OutputLayout.manifestName), permissions: .readableByAll)
    }
}

extension FunctionPackager {
    /// The account of an earlier run, where nothing that matters has changed since and its archive is as it left it.
    private func unchanged(_ function: LambdaFunction, _ fingerprint: Fingerprint) throws -> PackagedFunction? {
        let directory = run.directory(of: function)
        guard let record = try readRecord(in: directory),
            record
                == (try currentRecord(fingerprint, libraries: record.libraries.keys.map { FilePath($0) }, in: directory)),
            let bytes = try readIfThere(directory.appending(OutputLayout.manifestName)),
            var manifest = try? Manifest(json: bytes),
            manifest.function == function.name
        else { return nil }
        // A commit may change nothing of the function and is told all the same.
        manifest.git = git
        try write(manifest, in: directory)
        return PackagedFunction(
            function: function, outcome: .unchanged, directory: directory, audit: manifest.audit, manifest: manifest)
    }

    private func record(_ fingerprint: Fingerprint, libraries: [FilePath], in directory: FilePath) throws {
        let record = try currentRecord(fingerprint, libraries: libraries, in: directory)
        try host.files.write(
            Array(JSONEncoder().encode(record)), to: directory.appending(OutputLayout.recordName),
            permissions: .readableByAll)
    }

    private func currentRecord(
        _ fingerprint: Fingerprint, libraries: [FilePath], in directory: FilePath
    ) throws -> PackagingRecord {
        func line(_ path: FilePath) throws -> String? {
            try host.files.status(of: path, followingLinks: true).map(Fingerprint.line)
        }
        return PackagingRecord(
            fingerprint: fingerprint, archive: try line(directory.appending(OutputLayout.archiveName)) ?? "",
            symbols: try line(directory.appending(OutputLayout.symbolsName)),
            libraries: Dictionary(try libraries.map { ($0.string, try line($0) ?? "") }) { first, _ in first })
    }

    private func readRecord(in directory: FilePath) throws -> PackagingRecord? {
        guard let bytes = try readIfThere(directory.appending(OutputLayout.recordName)) else { return nil }
        // A record that cannot be read is as good as none: the function is packaged again.
        return try? JSONDecoder().decode(PackagingRecord.self, from: Data(bytes))
    }

    private func readIfThere(_ path: FilePath) throws -> [UInt8]? {
        guard try host.files.status(of: path, followingLinks: true) != nil else { return nil }
        return try host.files.read(path, limit: 64 << 20)
    }
}
