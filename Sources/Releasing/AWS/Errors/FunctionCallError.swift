import Model

/// A function on Lambda is not as a release needs it.
enum FunctionCallError: DiagnosedError, Hashable {
    /// Lambda gave up a change.
    case updateFailed(function: String, code: String?, reason: String?)
    /// A change took too long.
    case updateTimeout(function: String, limit: Duration)
    /// The event is larger than Lambda admits.
    case eventTooLarge(bytes: Int)

    /// One error.
    var diagnostics: [Diagnostic] {
        switch self {
        case .updateFailed(let function, let code, let reason):
            [
                .error(
                    "aws.update-failed", "Lambda could not update '\(function)'",
                    explanation: [code, reason].compactMap { $0 }.joined(separator: ": "),
                    hints: ["fix the cause, then run the same command again; the aliases were not moved"])
            ]
        case .updateTimeout(let function, let limit):
            [
                .error(
                    "aws.update-timeout", "Lambda is still updating '\(function)'",
                    explanation: "swiftlambda waited \(limit.components.seconds) seconds. The aliases were not moved.",
                    hints: ["wait a few minutes, then run the same command again"])
            ]
        case .eventTooLarge(let bytes):
            [
                .error(
                    "aws.event-too-large", "the event has \(bytes) bytes",
                    explanation: "Lambda allows at most \(AWSCommandLine.largestEvent) bytes.",
                    hints: ["send a smaller event, or put the data into a bucket and send its key"])
            ]
        }
    }

    /// A wrong event is bad input; else the work was done and found wanting.
    var exitStatus: ExitStatus {
        switch self {
        case .updateFailed, .updateTimeout: .unsatisfied
        case .eventTooLarge: .badInput
        }
    }
}
