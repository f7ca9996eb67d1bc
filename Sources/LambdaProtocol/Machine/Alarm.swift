/// The moments that an environment waits for.
package enum Alarm: Sendable, Hashable {
    /// Init timed out.
    case initLimit
    /// The invocation timed out.
    case invocationTimeout
    /// The runtime's time in Shutdown is up.
    case runtimeShutdown
    /// Everything's time in Shutdown is up.
    case totalShutdown
}
