import Archive
import Building
import Bundling
import Checksums
package import Host
import LinkAudit
package import Model
package import SystemPackage

/// Checks an archive against its provenance, and whether it can be built again here.
package struct ProvenanceVerifier: Sendable {
    private let host: Host
    private let statement: ProvenanceStatement
    private let archive: FilePath

    /// Creates a verifier for an archive.
    package init(_ archive: FilePath, statement: ProvenanceStatement, host: Host) {
        self.archive = archive
        self.statement = statement
        self.host = host
    }

    /// Compares the archive's digest with the recorded one.
    ///
    /// - Returns: the digest.
    /// - Throws: `InspectionError` if there is no such file; `ProvenanceError.otherArchive`; `FileError`.
    package func checkDigest() throws -> String {
        guard let status = try host.files.status(of: archive, followingLinks: true) else {
            throw InspectionError.notFound(archive)
        }
        guard status.kind == .regular else { throw InspectionError.notRegular(archive) }
        let sha256 = try Digests.sha256(ofFile: archive, files: host.files) { _ in try Task.checkCancellation() }
        guard sha256 == statement.sha256 else {
            throw ProvenanceError.otherArchive(archive, sha256: sha256, recorded: statement.sha256)
        }
        return sha256
    }

    /// Finds out whether a checkout has the sources of the archive.
    ///
    /// - Throws: `ProvenanceError`; `CancellationError`.
    package func checkSources(package: FilePath, output: FilePath) async throws {
        guard let recorded = statement.git else { throw ProvenanceError.builtWithoutCommit }
        guard !recorded.isDirty else { throw ProvenanceError.builtFromChanges(commit: recorded.commit) }
        let answer = try await GitState.read(package: package, output: output, others: outputs, on: host)
        guard let here = answer.state else { throw ProvenanceError.noCommitHere(package: package) }
        guard here.commit == recorded.commit else {
            throw ProvenanceError.otherCommit(here: here.commit, recorded: recorded.commit)
        }
        guard !here.isDirty else { throw ProvenanceError.changesHere(package: package) }
        let others = try otherPackages(in: package)
        guard others.isEmpty else { throw ProvenanceError.otherPackages(others) }
    }

    /// What was put into the checkout besides the sources: the archive and what was packaged with it.
    private var outputs: [FilePath] {
        let name = statement.parameters.function
        let directory = archive.removingLastComponent()
        let ofFunction = directory.removingLastComponent()
        // `<output>/<function>/<architecture>/function.zip`, as `package` writes it.
        let isOurs =
            directory.lastComponent?.string == statement.parameters.architecture
            && ofFunction.lastComponent?.string == name
        let stem = archive.stem ?? ""
        return isOurs
            ? [ofFunction.removingLastComponent()]
            : [archive]
                + [OutputLayout.softwareBillName, OutputLayout.provenanceName].map {
                    directory.appending("\(stem)\($0.drop { $0 != "." })")
                }
    }

    /// The packages of `Package.resolved` that were resolved to another commit for the archive.
    private func otherPackages(in package: FilePath) throws -> [String] {
        struct Resolved: Decodable {
            struct Pin: Decodable {
                struct State: Decodable { var revision: String? }
                var identity: String
                var state: State
            }
            var pins: [Pin]
        }
        let path = package.appending("Package.resolved")
        guard try host.files.status(of: path, followingLinks: true)?.kind == .regular,
            let resolved = try? ShippedJSON.document(Resolved.self, from: host.files.read(path, limit: 16 << 20))
        else { return [] }
        let revisions = Dictionary(
            statement.dependencies.compactMap { resource in
                resource.name.flatMap { name in resource.digest?["gitCommit"].map { (name, $0) } }
            }
        ) { first, _ in first }
        return resolved.pins.filter { pin in
            guard let recorded = revisions[pin.identity], let here = pin.state.revision else { return false }
            return recorded != here
        }.map(\.identity).sorted()
    }

    /// Finds out whether the tools of the archive are here; pulls the image if it is missing.
    ///
    /// - Throws: `ProvenanceError`; `ToolchainError`, `ContainerError`; `CancellationError`.
    package func checkTools(of run: PackageRun, whenPulling: @escaping @Sendable (String) -> Void) async throws {
        for build in run.builds {
            let plan = BuildPlan(
                package: run.package, scratch: build.scratch(in: run.scratch),
                products: build.functions.map(\.settings.product), localPackages: run.localPackages)
            let builder = try build.builder.builder(for: plan, on: host)
            let image = try await builder.image { event in
                if case .pulling(let image) = event { whenPulling(image) }
            }
            guard image?.digest == statement.imageDigest else {
                throw ProvenanceError.otherImage(
                    image?.reference ?? "", here: image?.digest, recorded: statement.imageDigest)
            }
            let compiler = try await builder.toolchain().compilerVersion
            guard compiler == statement.internals.compiler else {
                throw ProvenanceError.otherCompiler(here: compiler, recorded: statement.internals.compiler)
            }
        }
    }

    /// The archive as something that was packaged, for a comparison with a second build.
    ///
    /// - Throws: `ArchiveError`.
    package func packaged(as function: LambdaFunction) throws -> PackagedFunction {
        let entries = try Self.entries(of: archive)
        let size = try host.files.status(of: archive, followingLinks: true)?.size ?? 0
        let manifest = Manifest(
            function: function.name, product: function.product, architecture: function.architecture,
            runtime: function.runtime,
            archive: Manifest.Archive(
                file: archive.lastComponent?.string ?? "", sha256: statement.sha256 ?? "", sourceCodeHash: "",
                contentDigest: ContentDigest.of(entries), sizeBytes: size,
                unzippedSizeBytes: entries.reduce(0) { $0 + $1.sizeBytes }),
            entries: entries, symbolsFile: nil,
            tools: Manifest.Tools(
                swiftlambda: statement.toolVersion ?? "", compiler: statement.internals.compiler,
                triple: statement.internals.triple, builder: statement.parameters.builder),
            git: statement.git, audit: AuditReport())
        return PackagedFunction(
            function: function, outcome: .unchanged, directory: archive.removingLastComponent(), audit: manifest.audit,
            manifest: manifest)
    }

    private static func entries(of archive: FilePath) throws -> [Manifest.Entry] {
        let reader = try ArchiveReader(path: archive.string)
        return try reader.directory.entries.map { entry in
            try Task.checkCancellation()
            var digest = SHA256()
            try reader.read(entry) { digest.update($0) }
            return Manifest.Entry(
                path: entry.path, mode: String(entry.unixMode ?? 0, radix: 8),
                sha256: Hexadecimal.text(digest.finalize()), sizeBytes: entry.size,
                compressedSizeBytes: entry.compressedSize)
        }
    }
}
