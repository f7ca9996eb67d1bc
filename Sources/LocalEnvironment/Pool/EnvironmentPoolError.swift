package import Model

/// An invocation has no answer, through no fault of the function's code.
package enum EnvironmentPoolError: DiagnosedError, Hashable {
    /// The environments are shutting down.
    case ended
    /// The environment finished the invocation without ever sending an answer.
    case noAnswer
    /// The queue of waiting invocations is full.
    case tooManyWaiting

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .ended:
            [.error("local.ended", "the execution environments shut down before the function answered")]
        case .noAnswer:
            [
                .error(
                    "local.no-answer", "the invocation ended without an answer",
                    explanation: "The function's environment finished without sending anything to the caller. "
                        + "This is an internal error of swiftlambda.")
            ]
        case .tooManyWaiting:
            [
                .error(
                    "local.too-many-waiting", "too many invocations are waiting for an execution environment",
                    hints: ["raise --concurrency, or send fewer events at a time"])
            ]
        }
    }

    /// The machine or this program is at fault, never the function.
    package var exitStatus: ExitStatus {
        switch self {
        case .ended, .tooManyWaiting: .unavailable
        case .noAnswer: .internalFault
        }
    }
}
