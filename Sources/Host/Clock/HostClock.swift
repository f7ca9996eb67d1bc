/// The time.
package protocol HostClock: Sendable {
    /// A reading of a clock that never goes back.
    var monotonic: ContinuousClock.Instant { get }
    /// Seconds since 1970.
    var secondsSince1970: Double { get }
}
