/// What is to be done for an execution environment, in order.
package enum EnvironmentAction: Sendable, Hashable {
    /// Start a process.
    case start(EnvironmentProcess)
    /// Send SIGTERM to a process's whole group.
    case terminate(EnvironmentProcess)
    /// Send SIGKILL to a process's whole group.
    case kill(EnvironmentProcess)
    /// Answer a request.
    case answer(RequestToken, APIResponse)
    /// Hang up on a request without an answer.
    case hangUp(RequestToken)
    /// Tell the caller of the present invocation.
    case deliver(InvocationDelivery)
    /// Wake at a moment of the environment's clock; an earlier call for the same alarm is replaced.
    case wake(Alarm, at: Duration)
    /// Wake no more for this.
    case cancel(Alarm)
    /// Print an entry of Lambda's own, such as START, END and REPORT, to the log.
    case log(PlatformEntry)
    /// Tell the user of something that would go wrong or unseen on Lambda.
    case warn(EnvironmentWarning)
    /// Keep for the timeline; what is done to processes and files is told by who does it.
    case record(TimelineEvent.Kind)
    /// Init, an invocation or a reset is over, no invocation waits and one may come; where the environment was reset,
    /// its processes start then.
    case ready
    /// Shutdown is over: every process has ended. It comes instead of `ready` once `shutdown` was called for.
    case finished
}
