package import Model

/// One thing that happened in an execution environment.
package struct TimelineEvent: Sendable, Hashable {
    /// What can happen.
    package enum Kind: Sendable, Hashable {
        /// Unpacking the archive begins.
        case unpacking
        /// Archive and layers are in their places.
        case unpacked
        /// A process was started.
        case started(EnvironmentProcess)
        /// A process could not be started, for a reason in words.
        case notStarted(EnvironmentProcess, reason: String)
        /// The runtime's first connection to the Runtime API.
        case connected
        /// An extension registered; `isExternal` tells whether it is a process of its own.
        case registered(extension: String, isExternal: Bool)
        /// An extension asked for its first event.
        case extensionReady(String)
        /// The runtime asked for its first event.
        case runtimeReady
        /// Init is over.
        case initialized
        /// Init took too long or failed, and is tried again in the invocation.
        case initFailed(reason: String)
        /// An invocation came.
        case invoked(requestID: String)
        /// The runtime got the event.
        case delivered(requestID: String)
        /// The runtime answered, or reported an error.
        case responded(requestID: String, isError: Bool)
        /// The invocation is over: the runtime and every extension asked for the next event, or it failed.
        case invocationEnded(requestID: String)
        /// All processes were stopped by SIGSTOP.
        case frozen
        /// All processes go on.
        case thawed
        /// Shutdown begins.
        case shutdownBegan(ShutdownReason)
        /// A process was sent SIGTERM.
        case terminated(EnvironmentProcess)
        /// A process was sent SIGKILL.
        case killed(EnvironmentProcess)
        /// An extension was handed its SHUTDOWN event.
        case shutdownDelivered(extension: String)
        /// A process ended.
        case exited(EnvironmentProcess, ProcessEnd)
        /// Shutdown is over.
        case shutdownEnded
    }

    /// What happened.
    package var kind: Kind
    /// When, since the environment's first moment.
    package var time: Duration

    /// Creates an event.
    package init(_ kind: Kind, at time: Duration) {
        self.kind = kind
        self.time = time
    }
}
