package import Model

/// Something that happens to an execution environment and that ``EnvironmentMachine`` decides on.
package enum EnvironmentInput: Sendable, Hashable {
    /// Init begins.
    case start
    /// A whole request arrived, other than a streamed response.
    case request(RequestToken, APIRequest)
    /// A response in streaming mode begins; its body follows in parts.
    case streamBegan(RequestToken, APIRequest)
    /// Bytes of a streamed response.
    case streamPart(RequestToken, [UInt8])
    /// A streamed response is complete; its trailers may report an error.
    case streamEnded(RequestToken, trailers: HTTPFields)
    /// The peer disconnected before its request was complete or answered.
    case hungUp(RequestToken)
    /// A process could not be started.
    case notStarted(EnvironmentProcess, reason: String)
    /// A process ended.
    case exited(EnvironmentProcess, ProcessEnd)
    /// A moment requested by ``EnvironmentAction/wake(_:at:)`` has come.
    case woke(Alarm)
    /// A caller invokes the function; callers queue elsewhere, so that there is one at a time.
    case invoke(Invocation)
    /// The environment is no longer needed.
    case shutdown(ShutdownReason)
}
