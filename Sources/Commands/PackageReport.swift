import Console
import Model
import Packaging
import SystemPackage

/// What became of the functions, as text and as JSON.
struct PackageReport {
    private let packaged: [PackagedFunction]
    private let warnings: [Diagnostic]
    private let base: FilePath
    /// What a second build in another directory gave, where there was one.
    var verification: VerificationReport?

    /// - Parameter warnings: what is to be told besides the findings of the audit.
    init(_ packaged: [PackagedFunction], warnings: [Diagnostic], base: FilePath) {
        self.packaged = packaged
        self.warnings = warnings
        self.base = base
    }

    private struct Payload: Encodable, Sendable {
        struct Function: Encodable, Sendable {
            var function: String
            var architecture: Architecture
            var outcome: PackagedFunction.Outcome
            var archive: String?
            var manifest: String?
            var sizeBytes: Int64?
            var unzippedSizeBytes: Int64?
            var sha256: String?
            var sourceCodeHash: String?
            var contentDigest: String?
            var audit: AuditReport
            var verification: VerificationReport.Payload?
        }
        var functions: [Function]
        var diagnostics: [Diagnostic]
    }

    func result(on console: CommandConsole) -> CommandResult {
        let diagnostics =
            packaged.flatMap { packaged in
                packaged.audit.findings.map { named($0, packaged.function) }
            } + (verification?.diagnostics ?? []) + warnings
        return CommandResult(
            status: diagnostics.hasErrors ? .unsatisfied : .success, text: text(on: console),
            payload: Payload(functions: packaged.map(payload), diagnostics: diagnostics), diagnostics: diagnostics)
    }

    /// Tells which of several functions a finding is about.
    private func named(_ finding: Diagnostic, _ function: LambdaFunction) -> Diagnostic {
        guard packaged.count > 1 else { return finding }
        var finding = finding
        let architectures = Set(packaged.map(\.function.architecture))
        let name = architectures.count > 1 ? "\(function.name) for \(function.architecture)" : function.name
        finding.summary = "\(name): \(finding.summary)"
        return finding
    }

    private func text(on console: CommandConsole) -> String {
        var table = Table([
            Table.Column("FUNCTION"), Table.Column("ARCH"), Table.Column("ARCHIVE"),
            Table.Column("ZIPPED", alignment: .right), Table.Column("UNZIPPED", alignment: .right),
            Table.Column("PATH"),
        ])
        table.rows = packaged.map { packaged in
            let archive = packaged.manifest?.archive
            return [
                packaged.function.name, packaged.function.architecture.rawValue, packaged.outcome.rawValue,
                archive.map { formatted(bytes: Int(clamping: $0.sizeBytes)) } ?? "-",
                archive.map { formatted(bytes: Int(clamping: $0.unzippedSizeBytes)) } ?? "-",
                archive.map { printable(packaged.directory.appending($0.file).shown(from: base)) } ?? "-",
            ]
        }
        return table.rendered(traits: console.outputTraits, styles: console.outputStyles)
    }

    private func payload(_ packaged: PackagedFunction) -> Payload.Function {
        let archive = packaged.manifest?.archive
        return Payload.Function(
            function: packaged.function.name, architecture: packaged.function.architecture,
            outcome: packaged.outcome, archive: archive.map { packaged.directory.appending($0.file).string },
            manifest: archive.map { _ in packaged.directory.appending(OutputLayout.manifestName).string },
            sizeBytes: archive?.sizeBytes, unzippedSizeBytes: archive?.unzippedSizeBytes, sha256: archive?.sha256,
            sourceCodeHash: archive?.sourceCodeHash, contentDigest: archive?.contentDigest, audit: packaged.audit,
            verification: verification?.payload(
                of: packaged.function.name, for: packaged.function.architecture))
    }
}
