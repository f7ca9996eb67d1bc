/// Why an environment is shut down, as `shutdownReason` says it.
package enum ShutdownReason: String, Sendable, Hashable, Codable {
    /// It is no longer needed.
    case spindown
    /// An invocation took too long.
    case timeout
    /// A process failed.
    case failure
}
