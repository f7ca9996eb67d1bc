/// How a process ended.
package enum ProcessEnd: Sendable, Hashable {
    /// The process exited with a status.
    case exited(Int32)
    /// A signal terminated it.
    case signalled(Int32)

    /// Whether it exited with status 0.
    package var isSuccess: Bool { self == .exited(0) }
}
