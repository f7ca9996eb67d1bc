package import LambdaProtocol

/// What an observer hears of an execution environment while it runs.
package enum EnvironmentEvent: Sendable, Hashable {
    /// Something for the timeline.
    case happened(TimelineEvent)
    /// SIGTERM is about to be sent; the observer is called before it is, and may look at the process.
    case aboutToTerminate(EnvironmentProcess, processID: Int32)
    /// A line that a process wrote to standard output or standard error.
    case output(EnvironmentProcess, line: String)
    /// A line of Lambda's own, such as START, END and REPORT.
    case platformLine(String)
    /// Something that would go wrong, or unseen, on Lambda.
    case warning(EnvironmentWarning)
    /// Something of this program's own failed, for which the function is not to blame.
    case fault(EnvironmentError)
    /// The function is not kept apart from the machine, for a reason in words.
    case notIsolated(reason: String)
    /// The function has a file system as on Lambda, but sees the machine's processes, for a reason in words.
    case partlyIsolated(reason: String)
    /// The function runs in an emulator, so that times say nothing.
    case emulated
}
