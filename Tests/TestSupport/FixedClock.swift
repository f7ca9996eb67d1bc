import Host
import Synchronization

/// A clock that stands still until a test moves it, or the code under test waits.
package final class FixedClock: HostClock {
    private let start = ContinuousClock.now
    private let startSeconds: Double
    private let elapsed = Mutex(Duration.zero)

    /// Creates a clock that stands at a time, by default that of 1 January 2026.
    package init(secondsSince1970: Double = 1_767_225_600) {
        startSeconds = secondsSince1970
    }

    /// The time it shows.
    package var monotonic: ContinuousClock.Instant { start + elapsed.withLock { $0 } }
    /// The time it shows, in seconds since 1970.
    package var secondsSince1970: Double { startSeconds + elapsed.withLock { $0 } / .seconds(1) }

    /// Moves it on.
    package func advance(by duration: Duration) { elapsed.withLock { $0 += duration } }

    /// Moves it on at once, instead of waiting.
    package func sleep(for duration: Duration) async throws {
        try Task.checkCancellation()
        advance(by: duration)
    }
}
