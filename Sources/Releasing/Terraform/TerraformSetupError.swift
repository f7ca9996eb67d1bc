package import Model

/// The program that applies configurations is missing or unusable.
package enum TerraformSetupError: DiagnosedError, Hashable {
    /// It is not in `PATH`; the other one may be.
    case notFound(TerraformProgram, otherExists: Bool)
    /// It is too old.
    case tooOld(TerraformProgram, version: String)
    /// It does not say its version.
    case unreadableVersion(TerraformProgram, reason: String)

    /// One error that names the program.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notFound(let program, let otherExists):
            var hints = ["install \(program.title): \(program.installation)"]
            if otherExists {
                hints.append(
                    "or use \(program.other.title), which is in PATH: write `deploy: { tool: \(program.other) }`")
            }
            return [
                .error(
                    "terraform.not-found", "'\(program)' was not found",
                    explanation: "It is not in PATH. \(program.title) plans and applies what is deployed.", hints: hints
                )
            ]
        case .tooOld(let program, let version):
            return [
                .error(
                    "terraform.too-old", "\(program.title) \(version) is too old",
                    explanation: "The configuration needs \(program.oldestVersion) or newer.",
                    hints: ["install a newer one: \(program.installation)"])
            ]
        case .unreadableVersion(let program, let reason):
            return [
                .error(
                    "terraform.unknown-version", "'\(program)' does not say its version", explanation: reason,
                    hints: ["\(program) version -json"])
            ]
        }
    }

    /// A program that is needed is missing or unusable: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
