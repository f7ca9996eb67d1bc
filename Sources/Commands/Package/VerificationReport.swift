import Console
import Model
import Packaging
import SystemPackage

/// The result of `package --verify`, as diagnostics and as JSON.
struct VerificationReport {
    let verifications: [Verification]

    /// A function's part of the JSON result.
    struct Payload: Encodable, Sendable {
        var identical: Bool
        var differences: [ArchiveDifference]
        var otherArchive: String?
    }

    func payload(of function: String, for architecture: Architecture) -> Payload? {
        verifications.first { $0.function == function && $0.architecture == architecture }.map {
            Payload(
                identical: $0.isIdentical, differences: $0.differences, otherArchive: $0.otherArchive?.string)
        }
    }

    /// An error for each archive that differs, and a note about the others.
    var diagnostics: [Diagnostic] {
        let identical = verifications.count(where: \.isIdentical)
        let different = verifications.filter { !$0.isIdentical }.map(diagnostic)
        guard identical > 0 else { return different }
        return different + [
            Diagnostic(
                .note, "verify.identical",
                "\(identical) archive\(identical == 1 ? " is" : "s are") identical when built in another directory"
            )
        ]
    }

    private func diagnostic(of verification: Verification) -> Diagnostic {
        .error(
            "verify.different",
            "\(verification.function) for \(verification.architecture) differs when built in another directory",
            explanation: verification.differences.map(\.text).joined(separator: "\n"),
            hints: verification.otherArchive.map {
                ["compare the other archive: '\(printable($0.string))'"]
            } ?? [])
    }
}
