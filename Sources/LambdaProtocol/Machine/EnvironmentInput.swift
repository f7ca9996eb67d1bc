package import Model

/// Something that happens to an execution environment, for ``EnvironmentMachine`` to decide on.
package enum EnvironmentInput: Sendable, Hashable {
    /// Init begins.
    case start
    /// A whole request came, other than a streamed response.
    case request(RequestToken, APIRequest)
    /// A response in the streaming mode begins; its body follows in parts.
    case streamBegan(RequestToken, APIRequest)
    /// Bytes of a streamed response.
    case streamPart(RequestToken, [UInt8])
    /// A streamed response is whole; its trailers may tell an error.
    case streamEnded(RequestToken, trailers: HTTPFields)
    /// The peer went away before its request was answered or whole.
    case hungUp(RequestToken)
    /// A process could not be started.
    case notStarted(EnvironmentProcess, reason: String)
    /// A process ended.
    case exited(EnvironmentProcess, ProcessEnd)
    /// A moment that was asked for by ``EnvironmentAction/wake(_:at:)`` came.
    case woke(Alarm)
    /// A caller invokes the function; callers wait for their turn outside, so that there is one at a time.
    case invoke(Invocation)
    /// The environment is no longer needed.
    case shutdown(ShutdownReason)
}
