import Checksums
package import Host
import Model
import SystemPackage

/// Writes the documents that say what an archive is made of and where it comes from.
package struct ShippingWriter: Sendable {
    private let host: Host
    private let request: ShippingRequest

    /// Creates a writer.
    package init(host: Host, request: ShippingRequest) {
        self.host = host
        self.request = request
    }

    /// Writes the documents of what was packaged; functions that were refused have none.
    ///
    /// - Parameters:
    ///   - run: what was packaged.
    ///   - verifications: the comparisons with a second build, if there was one.
    /// - Returns: what was packaged, with the paths of the documents and warnings about what they lack.
    /// - Throws: `FileError`; `CancellationError`.
    package func write(
        _ packaged: [PackagedFunction], of run: PackageRun, verifications: [Verification] = []
    ) async throws -> [PackagedFunction] {
        guard !request.isEmpty else { return packaged }
        let repository =
            request.provenance ? try await SourceRepository.read(package: run.package, on: host) : nil
        return try packaged.map { function in
            guard let manifest = function.manifest, let materials = function.materials else { return function }
            var function = function
            var documents: [String: String] = [:]
            if request.softwareBill {
                let bytes = try ShippedJSON.bytes(
                    of: try SoftwareBillBuilder(
                        manifest: manifest, materials: materials,
                        timestamp: request.sourceDate.map(ShippedJSON.text(ofSecondsSince1970:))
                    ).bill())
                function.softwareBill = try write(bytes, to: OutputLayout.softwareBillName, of: function)
                documents[OutputLayout.softwareBillName] = SHA256.hexadecimal(of: bytes)
            }
            if request.provenance {
                documents[OutputLayout.manifestName] = SHA256.hexadecimal(of: try manifest.json())
                let statement = ProvenanceBuilder(
                    manifest: manifest, materials: materials,
                    parameters: BuildParameters(function, of: run, tools: manifest.tools, repository: repository),
                    service: BuildService(environment: host.environment),
                    rebuild: try rebuild(of: function, manifest, in: verifications), documents: documents
                ).statement()
                function.provenance = try write(
                    try ShippedJSON.bytes(of: statement), to: OutputLayout.provenanceName, of: function)
                function.notes += Self.warnings(about: manifest.git)
            }
            return function
        }
    }

    private func write(_ bytes: [UInt8], to name: String, of function: PackagedFunction) throws -> FilePath {
        let path = function.directory.appending(name)
        try host.files.write(bytes, to: path, permissions: .readableByAll)
        return path
    }

    private func rebuild(
        of function: PackagedFunction, _ manifest: Manifest, in verifications: [Verification]
    ) throws -> ProvenanceBuilder.Rebuild? {
        guard
            let verification = verifications.first(where: {
                $0.function == function.function.name && $0.architecture == function.function.architecture
            })
        else { return nil }
        let sha256 = try verification.otherArchive.map { try Digests.sha256(ofFile: $0, files: host.files) }
        return ProvenanceBuilder.Rebuild(
            sha256: sha256 ?? manifest.archive.sha256, isIdentical: verification.isIdentical)
    }

    /// What an auditor would object to.
    private static func warnings(about git: GitState?) -> [Diagnostic] {
        guard let git else {
            return [
                .warning(
                    "provenance.no-commit", "the provenance has no commit of the sources",
                    explanation:
                        "The package is not in a git repository with a commit, or git can't read it. Nobody can "
                        + "build the archive again from it.",
                    hints: ["commit the sources: git init && git add . && git commit"])
            ]
        }
        guard git.isDirty else { return [] }
        return [
            .warning(
                "provenance.dirty", "the sources differ from the commit in the provenance",
                explanation: "The provenance records \(git.commit) and that the tree was dirty. Nobody can build the "
                    + "archive again from the commit.", hints: ["commit the changes and package again"])
        ]
    }
}
