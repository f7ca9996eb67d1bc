/// The time.
package protocol HostClock: Sendable {
    /// A reading of a monotonic clock.
    var monotonic: ContinuousClock.Instant { get }
    /// Seconds since 1970.
    var secondsSince1970: Double { get }
    /// Waits.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    func sleep(for duration: Duration) async throws
}

extension HostClock {
    /// Waits in real time.
    package func sleep(for duration: Duration) async throws { try await Task.sleep(for: duration) }
}
