package import Model

/// What is heard of a program that was launched, in this order: `began` or `notStarted`, `output` now and then, `ended`.
package enum LaunchedProgramEvent: Sendable, Hashable {
    /// The program itself runs.
    case began(ContinuousClock.Instant)
    /// The program could not be prepared or started, for a reason in words; nothing else follows.
    case notStarted(String)
    /// It wrote something, which `takeOutput()` hands over.
    case output
    /// It ended; all that it wrote before is there to be taken.
    case ended(ProcessEnd, at: ContinuousClock.Instant)
}
