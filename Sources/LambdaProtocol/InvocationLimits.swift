/// The limits that Lambda sets on invocations and on the environments that run them.
///
/// Sources: developer guide, "Lambda quotas"; API reference, "Invoke".
package enum InvocationLimits {
    /// The most bytes of an event and of a response that is not streamed: 6 MB, and what the service takes.
    package static let payloadBytes = 6_291_556
    /// The most bytes of an event that is queued: 1 MB for the Event type.
    package static let queuedEventBytes = 1_048_576
    /// The most bytes of a streamed response (developer guide, "Response streaming": 200 MB).
    package static let streamedResponseBytes = 200_000_000
    /// The most bytes that the end of a log has in an answer: 4 KB.
    package static let logTailBytes = 4_096
    /// The most files that the processes of an environment may have open.
    package static let openFiles = 1_024
    /// How long Init may take before it is broken off (developer guide, "Init phase").
    package static let initialization = Duration.seconds(10)
    /// The most extensions of an environment.
    static let extensions = 10
}
