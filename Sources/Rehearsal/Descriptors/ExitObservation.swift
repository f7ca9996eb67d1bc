/// How a function's open descriptors at its end were observed.
package enum ExitObservation: Sendable, Hashable {
    /// Its processes were paused at their exit and inspected then.
    case exact
    /// They were sampled until they were gone, because the system does not allow pausing them.
    case sampled(reason: String)
    /// Not at all, because they had already ended.
    case none
}
