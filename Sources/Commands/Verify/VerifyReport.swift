import Console
import Model
import Packaging
import SystemPackage

/// The result of `verify`, as text and as JSON.
struct VerifyReport {
    let archive: FilePath
    let provenance: FilePath
    let sha256: String
    let statement: ProvenanceStatement
    /// The comparison with a second build, if there was one.
    var verification: Verification?

    init(archive: FilePath, provenance: FilePath, sha256: String, statement: ProvenanceStatement) {
        self.archive = archive
        self.provenance = provenance
        self.sha256 = sha256
        self.statement = statement
    }

    private struct Payload: Encodable, Sendable {
        var archive: String
        var provenance: String
        var sha256: String
        var function: String
        var architecture: String
        var source: String?
        var commit: String?
        var verification: VerificationReport.Payload?
        var diagnostics: [Diagnostic]
    }

    func result(base: FilePath) -> CommandResult {
        let diagnostics = diagnostics
        return CommandResult(
            status: diagnostics.hasErrors ? .unsatisfied : .success, text: text(base: base),
            payload: Payload(
                archive: archive.string, provenance: provenance.string, sha256: sha256,
                function: statement.parameters.function, architecture: statement.parameters.architecture,
                source: statement.parameters.source, commit: statement.git?.commit,
                verification: verification.flatMap {
                    VerificationReport(verifications: [$0]).payload(of: $0.function, for: $0.architecture)
                }, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    private var diagnostics: [Diagnostic] {
        guard let verification else { return [] }
        return VerificationReport(verifications: [verification]).diagnostics + [otherVersion].compactMap { $0 }
    }

    /// A warning if another version of swiftlambda made the archive; it may make other bytes.
    private var otherVersion: Diagnostic? {
        guard let version = statement.toolVersion, version != SwiftLambda.version else { return nil }
        return .warning(
            "verify.other-version", "the archive was packaged by swiftlambda \(printable(version))",
            explanation: "This is \(SwiftLambda.version), which may make other bytes from the same sources.",
            hints: ["verify with the version that made the archive"])
    }

    private func text(base: FilePath) -> String {
        let parameters = statement.parameters
        let sources =
            (statement.git.map { "commit \($0.commit)\($0.isDirty ? ", with changes," : "")" } ?? "no commit")
            + (parameters.source.map { " of \($0)" } ?? "")
        var lines = [
            printable(archive.shown(from: base)),
            "SHA-256 \(sha256), as in the provenance",
            "\(printable(parameters.function)) for \(printable(parameters.architecture)), from \(printable(sources))",
        ]
        if let verification {
            lines.append("Built again: \(verification.isIdentical ? "the same bytes" : "different bytes")")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
