package import Model

/// An invocation has no answer, for a reason that does not lie with the function's code.
package enum EnvironmentPoolError: DiagnosedError, Hashable {
    /// The environments are ending.
    case ended
    /// The environment was done with the invocation and never told an answer.
    case noAnswer
    /// So many invocations wait that no more are taken.
    case tooManyWaiting

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .ended:
            [.error("local.ended", "the execution environments ended before the function answered")]
        case .noAnswer:
            [
                .error(
                    "local.no-answer", "the invocation ended without an answer",
                    explanation: "The function's environment finished, and nothing was sent to the caller. "
                        + "This is a fault of swiftlambda itself.")
            ]
        case .tooManyWaiting:
            [
                .error(
                    "local.too-many-waiting", "too many invocations wait for an execution environment",
                    hints: ["run with a greater --concurrency, or send fewer events at a time"])
            ]
        }
    }

    /// A fault of this machine or program, never of the function.
    package var exitStatus: ExitStatus {
        switch self {
        case .ended, .tooManyWaiting: .unavailable
        case .noAnswer: .internalFault
        }
    }
}
