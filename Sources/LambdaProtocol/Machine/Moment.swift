/// A moment, by both clocks.
package struct Moment: Sendable, Hashable {
    /// Since the environment's first moment, by a clock that never goes back.
    package var elapsed: Duration
    /// Milliseconds since 1970.
    package var epochMilliseconds: Int64

    /// Creates a moment.
    package init(elapsed: Duration, epochMilliseconds: Int64) {
        self.elapsed = elapsed
        self.epochMilliseconds = epochMilliseconds
    }
}
