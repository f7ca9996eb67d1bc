/// How a process ended.
package enum ProcessEnd: Sendable, Hashable {
    /// It exited with a status.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)

    /// Whether it exited with status 0.
    package var isSuccess: Bool { self == .exited(0) }
}
