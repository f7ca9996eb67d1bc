/// How a command ends when the task that runs it is cancelled.
package enum CommandCancellation: Sendable, Hashable {
    /// Its process group gets SIGTERM, and soon after SIGKILL.
    case terminate
    /// It alone gets SIGINT, and goes on until it ends by itself or its time is up; its output is still read.
    ///
    /// Only `ProcessRunner.stream` does so. It is for programs that lose data when they are killed, and whose own children
    /// must not be ended before them.
    case interrupt(patience: Duration)
}
