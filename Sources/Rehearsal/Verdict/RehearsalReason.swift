package import LambdaProtocol
package import Model

/// The reason for a repetition's verdict.
package enum RehearsalReason: Sendable, Hashable {
    /// It exited within the budget.
    case exitedInTime(after: Duration)
    /// It exited after the budget.
    case exitedLate(after: Duration)
    /// SIGKILL ended it some time after SIGTERM.
    case killed(after: Duration)
    /// SIGTERM ended it.
    case diedOfSIGTERM
    /// There was no SIGTERM.
    case neverAsked
    /// It ended before Shutdown began.
    case endedEarly(ProcessEnd, phase: Phase)
    /// It exited in Shutdown with a status that means failure.
    case failedShutdown(status: Int32)
    /// A signal of its own, such as a trap's, ended it in Shutdown.
    case trappedInShutdown(signal: Int32)
    /// It was not ready for an event in time.
    case neverReady
    /// An invocation took longer than the function's timeout.
    case timedOut
    /// A process could not be started; the reason is in words.
    case notLaunched(EnvironmentProcess, reason: String)
    /// An external extension ended before Shutdown, and Lambda then ends the environment.
    case extensionEnded(name: String, ProcessEnd)
    /// The runtime or an extension reported a failed Init.
    case notStarted(reason: String)

    /// The stage in which it ended.
    package enum Phase: String, Sendable, Hashable, Codable {
        /// Before it was ready for its first event.
        case initialization = "init"
        /// While it was handling an event.
        case invocation
        /// Between two events, or between the last one and Shutdown.
        case idle
    }

    /// The resulting verdict.
    package var verdict: RehearsalVerdict {
        switch self {
        case .exitedInTime: .graceful
        case .exitedLate: .late
        case .killed: .killed
        case .diedOfSIGTERM: .noHandler
        case .neverAsked: .neverAsked
        case .endedEarly, .failedShutdown, .trappedInShutdown, .neverReady, .timedOut, .notLaunched, .extensionEnded,
            .notStarted:
            .crashed
        }
    }
}
