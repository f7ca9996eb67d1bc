/// The moments that an environment waits for.
package enum Alarm: Sendable, Hashable {
    /// Init takes too long.
    case initLimit
    /// The invocation takes too long.
    case invocationTimeout
    /// The runtime had its time in Shutdown.
    case runtimeShutdown
    /// Everything had its time in Shutdown.
    case totalShutdown
}
