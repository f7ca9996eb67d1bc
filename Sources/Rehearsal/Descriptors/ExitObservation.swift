/// How it was found out what a function had open at its end.
package enum ExitObservation: Sendable, Hashable {
    /// Its processes were held at their exit, and looked at then.
    case exact
    /// They were looked at again and again until they were gone, since the system does not let them be held.
    case sampled(reason: String)
    /// Not at all, since they ended before.
    case none
}
