/// What to do for an execution environment, in order.
package enum EnvironmentAction: Sendable, Hashable {
    /// Start a process.
    case start(EnvironmentProcess)
    /// Send SIGTERM to a process group.
    case terminate(EnvironmentProcess)
    /// Send SIGKILL to a process group.
    case kill(EnvironmentProcess)
    /// Answer a request.
    case answer(RequestToken, APIResponse)
    /// Close a request's connection without an answer.
    case hangUp(RequestToken)
    /// Send something to the caller of the current invocation.
    case deliver(InvocationDelivery)
    /// Set an alarm by the environment's clock; it replaces an earlier one of the same kind.
    case wake(Alarm, at: Duration)
    /// Cancel an alarm.
    case cancel(Alarm)
    /// Print an entry of Lambda's own, such as START, END and REPORT, to the log.
    case log(PlatformEntry)
    /// Warn the user about something that would fail or go unnoticed on Lambda.
    case warn(EnvironmentWarning)
    /// Add to the timeline; actions on processes and files are recorded by whoever performs them.
    case record(TimelineEvent.Kind)
    /// Init, an invocation or a reset is over, no invocation waits and the next one may come. After a reset, the
    /// processes start with that invocation.
    case ready
    /// Shutdown is over: every process has ended. It replaces `ready` after a `shutdown`.
    case finished
}
