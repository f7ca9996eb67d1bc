package import Model

/// Something that happened in an execution environment.
package struct TimelineEvent: Sendable, Hashable {
    /// The kinds of events.
    package enum Kind: Sendable, Hashable {
        /// Unpacking of the archive begins.
        case unpacking
        /// The archive and the layers are in place.
        case unpacked
        /// A process was started.
        case started(EnvironmentProcess)
        /// A process could not be started; the reason is in words.
        case notStarted(EnvironmentProcess, reason: String)
        /// The runtime's first connection to the Runtime API.
        case connected
        /// An extension registered; `isExternal` says whether it is a separate process.
        case registered(extension: String, isExternal: Bool)
        /// An extension asked for its first event.
        case extensionReady(String)
        /// The runtime asked for its first event.
        case runtimeReady
        /// Init is over.
        case initialized
        /// Init timed out or failed, and runs again as part of the invocation.
        case initFailed(reason: String)
        /// An invocation came.
        case invoked(requestID: String)
        /// The runtime got the event.
        case delivered(requestID: String)
        /// The runtime answered, or reported an error.
        case responded(requestID: String, isError: Bool)
        /// The invocation is over: the runtime and every extension asked for the next event, or it failed.
        case invocationEnded(requestID: String)
        /// SIGSTOP stopped all processes.
        case frozen
        /// All processes continue.
        case thawed
        /// Shutdown begins.
        case shutdownBegan(ShutdownReason)
        /// SIGTERM was sent to a process.
        case terminated(EnvironmentProcess)
        /// SIGKILL was sent to a process.
        case killed(EnvironmentProcess)
        /// An extension got its SHUTDOWN event.
        case shutdownDelivered(extension: String)
        /// A process ended.
        case exited(EnvironmentProcess, ProcessEnd)
        /// Shutdown is over.
        case shutdownEnded
    }

    /// What happened.
    package var kind: Kind
    /// When it happened, since the environment's start.
    package var time: Duration

    /// Creates an event.
    package init(_ kind: Kind, at time: Duration) {
        self.kind = kind
        self.time = time
    }
}
