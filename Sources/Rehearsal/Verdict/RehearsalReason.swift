package import LambdaProtocol
package import Model

/// Why one repetition has its verdict.
package enum RehearsalReason: Sendable, Hashable {
    /// It exited within the budget.
    case exitedInTime(after: Duration)
    /// It exited after the budget.
    case exitedLate(after: Duration)
    /// SIGKILL ended it a time after SIGTERM.
    case killed(after: Duration)
    /// SIGTERM ended it.
    case diedOfSIGTERM
    /// There was no SIGTERM.
    case neverAsked
    /// It ended before Shutdown began.
    case endedEarly(ProcessEnd, phase: Phase)
    /// It exited in Shutdown with a status that tells of a failure.
    case failedShutdown(status: Int32)
    /// A signal of its own ended it in Shutdown, such as a trap's.
    case trappedInShutdown(signal: Int32)
    /// It was not ready for an event in time.
    case neverReady
    /// An invocation took longer than the function's timeout.
    case timedOut
    /// A process could not be started, for a reason in words.
    case notLaunched(EnvironmentProcess, reason: String)
    /// An external extension ended before Shutdown, and Lambda ends the environment with it.
    case extensionEnded(name: String, ProcessEnd)
    /// Init failed by its own account.
    case notStarted(reason: String)

    /// Where it was in its life.
    package enum Phase: String, Sendable, Hashable, Codable {
        /// Before it was ready for its first event.
        case initialization = "init"
        /// While it had an event.
        case invocation
        /// Between two events, or between the last and Shutdown.
        case idle
    }

    /// The verdict that follows.
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
