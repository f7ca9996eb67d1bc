import Host
import Synchronization
import TestSupport

@testable import Releasing

/// A clock on which waiting takes no time, except for the renewals of a record: those come only when a step takes long.
final class FlowClock: HostClock {
    private let fixed = FixedClock()
    private let left: Mutex<Int?>

    /// - Parameter pauses: the number of pauses after which somebody presses Ctrl-C; `nil` for never.
    init(interruptedAfter pauses: Int? = nil) { left = Mutex(pauses) }

    var monotonic: ContinuousClock.Instant { fixed.monotonic }
    var secondsSince1970: Double { fixed.secondsSince1970 }

    func advance(by duration: Duration) { fixed.advance(by: duration) }

    func sleep(for duration: Duration) async throws {
        if duration == .seconds(DeploymentRecord.renewal) {
            // Nothing ever comes out of it, until the step ends and cancels this.
            for await _ in AsyncStream<Void>(Void.self, { _ in }) {}
            throw CancellationError()
        }
        let isInterrupted = left.withLock { left in
            guard let count = left else { return false }
            left = count - 1
            return count <= 0
        }
        if isInterrupted { throw CancellationError() }
        try await fixed.sleep(for: duration)
    }
}
