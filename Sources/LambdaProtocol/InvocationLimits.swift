/// Lambda's limits on invocations and on the environments that run them.
///
/// Sources: developer guide, "Lambda quotas"; API reference, "Invoke".
package enum InvocationLimits {
    /// The largest event and the largest buffered response, in bytes: 6 MB, as the service measures it.
    package static let payloadBytes = 6_291_556
    /// The largest queued event, in bytes: 1 MB for the Event type.
    package static let queuedEventBytes = 1_048_576
    /// The largest streamed response, in bytes (developer guide, "Response streaming": 200 MB).
    package static let streamedResponseBytes = 200_000_000
    /// The most bytes of the log's end that an answer carries: 4 KB.
    package static let logTailBytes = 4_096
    /// The most files that the processes of an environment can have open.
    package static let openFiles = 1_024
    /// The time limit of Init (developer guide, "Init phase").
    package static let initialization = Duration.seconds(10)
    /// The most extensions in an environment.
    static let extensions = 10
}
