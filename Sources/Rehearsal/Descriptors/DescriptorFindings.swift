/// What was observed of a function's descriptors in one repetition.
package struct DescriptorFindings: Sendable, Hashable {
    /// How many were open after each invocation.
    package var totals: [Int] = []
    /// What grew with every warm invocation.
    package var growth: DescriptorGrowth?
    /// The sockets, other than the Runtime API's, open right before SIGTERM, or before SIGKILL if there is no SIGTERM.
    package var openAtTermination: [DescriptorCount] = []
    /// The sockets that were open at the exit; `nil` if unknown.
    package var openAtExit: [DescriptorCount]?
    /// The sockets in the last sample before the exit, if there were only samples.
    package var openAtLastLook: [DescriptorCount]?
    /// The time from the last sample to the exit, if there were only samples.
    package var lastLook: Duration?
    /// How the exit was observed.
    package var observation = ExitObservation.exact
    /// How the runtime process handles SIGTERM.
    package var handling: TerminationHandling?
    /// The number of the function's processes when Shutdown began.
    package var processCount = 0

    /// Creates empty findings.
    package init() {}
}
