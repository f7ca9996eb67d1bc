package import Model

/// A program could not be run.
package enum ProcessError: DiagnosedError, Hashable {
    /// The program does not exist in `PATH` or at the path.
    case notFound(executable: String)
    /// The system refused to start it.
    case notStarted(executable: String, reason: String)
    /// It wrote more than the limit.
    case tooMuchOutput(executable: String, limit: Int)

    /// One error that names the program.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notFound(let executable):
            [
                .error(
                    "process.not-found", "'\(executable)' was not found", explanation: "It is not in PATH.",
                    hints: ["install '\(executable)', or add its directory to PATH"])
            ]
        case .notStarted(let executable, let reason):
            [.error("process.not-started", "'\(executable)' could not start: \(reason)")]
        case .tooMuchOutput(let executable, let limit):
            [.error("process.too-much-output", "'\(executable)' wrote more than \(limit) bytes")]
        }
    }

    /// A program that is needed is missing or unusable: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
