package import Model

/// An event of a launched program, in this order: `began` or `notStarted`, any number of `output`, `ended`.
package enum LaunchedProgramEvent: Sendable, Hashable {
    /// The program started.
    case began(ContinuousClock.Instant)
    /// The program could not be prepared or started, with the reason; no other event follows.
    case notStarted(String)
    /// It wrote something, which `takeOutput()` returns.
    case output
    /// It ended; all its output is available.
    case ended(ProcessEnd, at: ContinuousClock.Instant)
}
