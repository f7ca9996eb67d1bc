/// What was seen of a function's descriptors in one repetition.
package struct DescriptorFindings: Sendable, Hashable {
    /// How many were open after each invocation.
    package var totals: [Int] = []
    /// What grew with every warm invocation.
    package var growth: DescriptorGrowth?
    /// The sockets that were open to others than the Runtime API when SIGTERM, or SIGKILL without it, was about to be sent.
    package var openAtTermination: [DescriptorCount] = []
    /// The sockets that were open at the exit; `nil` where that is not known.
    package var openAtExit: [DescriptorCount]?
    /// The sockets that were open in the last look before the exit, where only samples were taken.
    package var openAtLastLook: [DescriptorCount]?
    /// How long before the exit the last look was, where only samples were taken.
    package var lastLook: Duration?
    /// How the end was looked at.
    package var observation = ExitObservation.exact
    /// What the runtime process does about SIGTERM.
    package var handling: TerminationHandling?
    /// How many processes the function was when Shutdown began.
    package var processCount = 0

    /// Creates findings that hold nothing.
    package init() {}
}
