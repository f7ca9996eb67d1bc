import Archive
import Building
import Host
import Model
import Packaging
import Project
import SystemPackage

/// Checks an archive against its provenance, and builds it again to compare.
struct VerifyAction {
    let archive: FilePath
    let provenance: FilePath
    let workspace: Workspace
    /// Whether to build again.
    let rebuilds: Bool
    let chooser: BuilderChooser
    let isVerbose: Bool
    let host: Host
    let console: CommandConsole

    /// Checks the archive.
    ///
    /// - Throws: `ProvenanceError` if it is another archive or can't be built again here; what packaging throws.
    func run() async throws -> VerifyReport {
        let statement = try ProvenanceStatement.read(provenance, files: host.files)
        let verifier = ProvenanceVerifier(archive, statement: statement, host: host)
        var report = VerifyReport(
            archive: archive, provenance: provenance, sha256: try verifier.checkDigest(), statement: statement)
        guard rebuilds else { return report }
        try await verifier.checkSources(package: workspace.package, output: workspace.output)
        report.verification = try await rebuild(statement, verifier)
        return report
    }

    private func rebuild(_ statement: ProvenanceStatement, _ verifier: ProvenanceVerifier) async throws -> Verification
    {
        let parameters = statement.parameters
        guard let symbols = SymbolHandling(rawValue: parameters.symbols),
            let compression = CompressionLevel(parameters.compression)
        else { throw ProvenanceError.unknownParameters }
        let settings = try ProjectSettings(workspace, flags: ProjectOverrides(), host: host)
        let sources = PackageSources(settings, chooser: chooser, on: host) { console.begin("Pulling \($0)") }
        let description = try await sources.describe(for: .building)
        let project = try await settings.resolve(products: .required) { description }
        guard let here = try project.select([parameters.function]).first, let function = parameters.applied(to: here)
        else { throw ProvenanceError.unknownParameters }
        let runner = PackageRunner(
            workspace: workspace, chooser: chooser, symbols: symbols, compression: compression,
            jobs: try JobLimit(on: host), isVerbose: isVerbose, host: host, console: console)
        let run = try await runner.packageRun(
            of: [function], in: description, localPackages: sources.localPackages)
        try await verifier.checkTools(of: run) { console.begin("Pulling \($0)") }
        let verifications = try await runner.verify(run, [try verifier.packaged(as: function)])
        guard let verification = verifications.first else { throw ProvenanceError.refusedHere }
        return verification
    }
}
