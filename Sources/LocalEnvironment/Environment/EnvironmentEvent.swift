package import LambdaProtocol

/// What an execution environment reports to its observer while it runs.
package enum EnvironmentEvent: Sendable, Hashable {
    /// An entry for the timeline.
    case happened(TimelineEvent)
    /// SIGTERM is about to be sent; the observer is called before, and may inspect the process.
    case aboutToTerminate(EnvironmentProcess, processID: Int32)
    /// A line that a process wrote to standard output or standard error.
    case output(EnvironmentProcess, line: String)
    /// A line of Lambda's own, such as START, END and REPORT.
    case platformLine(String)
    /// Something that would fail, or go unnoticed, on Lambda.
    case warning(EnvironmentWarning)
    /// Something in this program failed, through no fault of the function.
    case fault(EnvironmentError)
    /// The function is not isolated from the host; the reason is in words.
    case notIsolated(reason: String)
    /// The function has a file system as on Lambda, but sees the host's processes; the reason is in words.
    case partlyIsolated(reason: String)
    /// The function runs in an emulator, so its times are meaningless.
    case emulated
}
