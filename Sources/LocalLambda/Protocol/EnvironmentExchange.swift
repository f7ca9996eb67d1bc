package import Model

/// A request that waits for its answer; one connection may have several, one after the other.
package struct RequestToken: Sendable, Hashable {
    /// A number of its own.
    package var rawValue: UInt64

    /// Creates a token.
    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}

/// A moment, by both clocks.
package struct Moment: Sendable, Hashable {
    /// Since the environment's first moment, by a clock that never goes back.
    package var elapsed: Duration
    /// Milliseconds since 1970.
    package var epochMilliseconds: Int64

    /// Creates a moment.
    package init(elapsed: Duration, epochMilliseconds: Int64) {
        self.elapsed = elapsed
        self.epochMilliseconds = epochMilliseconds
    }
}

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

/// The moments that an environment waits for.
package enum Alarm: Sendable, Hashable {
    /// Init takes too long.
    case initLimit
    /// The invocation takes too long.
    case invocationTimeout
    /// The runtime had its time in Shutdown.
    case runtimeShutdown
    /// Everything had its time in Shutdown.
    case totalShutdown
}

/// What is to be done for an execution environment, in order.
package enum EnvironmentAction: Sendable, Hashable {
    /// Start a process.
    case start(EnvironmentProcess)
    /// Send SIGTERM to a process's whole group.
    case terminate(EnvironmentProcess)
    /// Send SIGKILL to a process's whole group.
    case kill(EnvironmentProcess)
    /// Answer a request.
    case answer(RequestToken, APIResponse)
    /// Hang up on a request without an answer.
    case hangUp(RequestToken)
    /// Tell the caller of the present invocation.
    case deliver(InvocationDelivery)
    /// Wake at a moment of the environment's clock; an earlier call for the same alarm is replaced.
    case wake(Alarm, at: Duration)
    /// Wake no more for this.
    case cancel(Alarm)
    /// Print a line of Lambda's own, such as START, END and REPORT, to the log.
    case log(String)
    /// Tell the user of something that would go wrong or unseen on Lambda.
    case warn(EnvironmentWarning)
    /// Keep for the timeline; what is done to processes and files is told by who does it.
    case record(TimelineEvent.Kind)
    /// Init, an invocation or a reset is over, no invocation waits and one may come; where the environment was reset,
    /// its processes start then.
    case ready
    /// Shutdown is over: every process has ended. It comes instead of `ready` once `shutdown` was called for.
    case finished
}

/// Something in the exchange that would go wrong, or unseen, on Lambda.
package enum EnvironmentWarning: Sendable, Hashable {
    /// The event is no JSON; it is passed on as it is.
    case eventIsNotJSON(requestID: String)
    /// An error that the function reported is no JSON.
    case errorIsNotJSON(requestID: String)
    /// The event is larger than Lambda takes.
    case eventTooLarge(requestID: String, bytes: Int)
    /// A request that the API refused, in words.
    case refused(request: String, status: Int, errorType: String)
    /// The environment's directory could not be removed.
    case leftBehind(path: String, reason: String)
}
