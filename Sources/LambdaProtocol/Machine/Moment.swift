/// A point in time, by both clocks.
package struct Moment: Sendable, Hashable {
    /// Time since the environment's start, by a monotonic clock.
    package var elapsed: Duration
    /// Milliseconds since 1970.
    package var epochMilliseconds: Int64

    /// Creates a moment.
    package init(elapsed: Duration, epochMilliseconds: Int64) {
        self.elapsed = elapsed
        self.epochMilliseconds = epochMilliseconds
    }
}
