/// The time.
package protocol HostClock: Sendable {
    /// A reading of a monotonic clock.
    var monotonic: ContinuousClock.Instant { get }
    /// Seconds since 1970.
    var secondsSince1970: Double { get }
}
