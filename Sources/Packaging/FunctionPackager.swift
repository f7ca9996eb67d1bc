import Building
import Host
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
    let request: PackageRequest
    let build: BuildOutput
    let resources: ResourceIndex
    let toolchain: Toolchain
    let git: GitState?
    let onEvent: @Sendable (PackagingEvent) -> Void

    /// Packages every function, a few at a time.
    func packageAll() async throws -> [PackagedFunction] {
        try await withThrowingTaskGroup(of: (Int, PackagedFunction).self) { group in
            var results: [Int: PackagedFunction] = [:]
            for (index, function) in request.functions.enumerated() {
                if index >= max(1, request.jobs), let (index, result) = try await group.next() {
                    results[index] = result
                }
                group.addTask { (index, try await package(function)) }
            }
            for try await (index, result) in group {
                results[index] = result
            }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func package(_ function: PackageRequest.Function) async throws -> PackagedFunction {
        let binary = try build.executable(of: function.settings.product, files: host.files)
        let linked = try stage(function, bootstrap: binary)
        let fingerprint = Fingerprint(tree: linked, function: function.settings, request: request)
        if let unchanged = try unchanged(function.settings, fingerprint) { return unchanged }

        let bootstrap = try await strip(binary, of: function.settings)
        let tree = try stage(function, bootstrap: bootstrap)
        onEvent(.stage(.auditing, function: function.settings.name, architecture: function.settings.architecture))
        let expectation = AuditExpectation(
            architecture: function.settings.architecture, runtime: function.settings.runtime,
            hasLayers: !function.settings.layers.isEmpty)
        let audit = try Audit(expectation).run(on: StagedSubject(tree, files: host.files))
        guard !audit.hasErrors else {
            return PackagedFunction(
                function: function.settings, outcome: .refused, directory: request.directory(of: function.settings),
                audit: audit, manifest: nil)
        }
        try Task.checkCancellation()
        return try await write(
            tree, of: function.settings, linkedBinary: binary, audit: audit, fingerprint: fingerprint)
    }

    private func stage(_ function: PackageRequest.Function, bootstrap: FilePath) throws -> StagedTree {
        try StagedTree.stage(
            bootstrap: bootstrap, resources: resources.resources(ofTargets: function.targets),
            include: function.settings.include, package: request.package, files: host.files)
    }

    /// The binary that goes into the archive.
    private func strip(_ binary: FilePath, of function: LambdaFunction) async throws -> FilePath {
        guard request.symbols != .keep else { return binary }
        onEvent(.stage(.stripping, function: function.name, architecture: function.architecture))
        let stripped = strippedBinary(of: function)
        try host.files.makeDirectory(stripped.removingLastComponent())
        try host.files.removeStaleTemporaries(in: stripped.removingLastComponent())
        try await SymbolStripper(toolchain: toolchain, host: host).strip(binary, to: stripped)
        return stripped
    }

    private func strippedBinary(of function: LambdaFunction) -> FilePath {
        request.scratch.appending("stripped").appending(function.name).appending(function.architecture.rawValue)
            .appending(StagedTree.bootstrapPath)
    }

    private func write(
        _ tree: StagedTree, of function: LambdaFunction, linkedBinary: FilePath, audit: AuditReport,
        fingerprint: Fingerprint
    ) async throws -> PackagedFunction {
        onEvent(.stage(.zipping, function: function.name, architecture: function.architecture))
        let directory = request.directory(of: function)
        try await writeSymbols(of: linkedBinary, function, in: directory)
        let archive = try ArchiveFile(directory: directory, files: host.files)
            .write(tree, compression: request.compression)

        var audit = audit
        audit.findings += TreeAudit.zippedSize(archive.account.sizeBytes)
        audit.sortFindings()
        let manifest = Manifest(
            function: function.name, product: function.product, architecture: function.architecture,
            runtime: function.runtime, archive: archive.account, entries: archive.entries,
            symbolsFile: request.symbols == .separate ? OutputLayout.symbolsName : nil,
            tools: Manifest.Tools(
                swiftlambda: request.toolVersion, compiler: toolchain.compilerVersion, triple: toolchain.triple,
                builder: "native"),
            git: git, audit: audit)
        try write(manifest, in: directory)
        try record(fingerprint, in: directory)
        return PackagedFunction(
            function: function, outcome: archive.wasWritten ? .written : .unchanged, directory: directory,
            audit: audit, manifest: manifest)
    }

    private func writeSymbols(
        of binary: FilePath, _ function: LambdaFunction, in directory: FilePath
    ) async throws {
        let path = directory.appending(OutputLayout.symbolsName)
        guard request.symbols == .separate else {
            // Symbols of another binary would mislead a debugger.
            return try host.files.remove(path)
        }
        let stripped = strippedBinary(of: function)
        let symbols = try await SymbolStripper(toolchain: toolchain, host: host).extractSymbols(
            of: binary, strippedTo: stripped, by: stripped.removingLastComponent().appending(OutputLayout.symbolsName))
        try host.files.write(symbols, to: path, permissions: .archived)
    }

    private func write(_ manifest: Manifest, in directory: FilePath) throws {
        try host.files.write(
            try manifest.json(), to: directory.appending(OutputLayout.manifestName), permissions: .archived)
    }
}

extension FunctionPackager {
    /// The account of an earlier run, where nothing that matters has changed since and its archive is as it left it.
    private func unchanged(_ function: LambdaFunction, _ fingerprint: Fingerprint) throws -> PackagedFunction? {
        let directory = request.directory(of: function)
        guard let record = try readRecord(in: directory), record == (try currentRecord(fingerprint, in: directory)),
            let bytes = try readIfThere(directory.appending(OutputLayout.manifestName)),
            var manifest = try? Manifest(json: bytes),
            manifest.function == function.name, manifest.tools.compiler == toolchain.compilerVersion
        else { return nil }
        // A commit may change nothing of the function and is told all the same.
        manifest.git = git
        try write(manifest, in: directory)
        return PackagedFunction(
            function: function, outcome: .unchanged, directory: directory, audit: manifest.audit, manifest: manifest)
    }

    private func record(_ fingerprint: Fingerprint, in directory: FilePath) throws {
        let record = try currentRecord(fingerprint, in: directory)
        try host.files.write(
            Array(JSONEncoder().encode(record)), to: directory.appending(OutputLayout.recordName),
            permissions: .archived)
    }

    private func currentRecord(_ fingerprint: Fingerprint, in directory: FilePath) throws -> PackagingRecord {
        func line(_ name: String) throws -> String? {
            try host.files.status(of: directory.appending(name), followingLinks: true).map(Fingerprint.line)
        }
        return PackagingRecord(
            fingerprint: fingerprint, archive: try line(OutputLayout.archiveName) ?? "",
            symbols: try line(OutputLayout.symbolsName))
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

extension FilePermissions {
    /// What outputs have: anybody may read, their owner may write.
    static let archived: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
}
