/// Why an environment shuts down, as in `shutdownReason`.
package enum ShutdownReason: String, Sendable, Hashable, Codable {
    /// It is no longer needed.
    case spindown
    /// An invocation timed out.
    case timeout
    /// A process failed.
    case failure
}
