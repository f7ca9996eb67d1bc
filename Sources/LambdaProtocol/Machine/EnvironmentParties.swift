/// What a runtime may do next, as Lambda's supervisor keeps it.
struct RuntimeParty: Sendable, Hashable {
    enum State: Sendable, Hashable {
        /// No process, or one that has ended.
        case absent
        case started
        case initError
        /// It asked for an event and waits.
        case ready
        /// It has an event.
        case running
        /// It is answering; without a token it tried in a mode that does not exist.
        case responding(RequestToken?)
        case responded
    }

    var state = State.absent
    /// Its unanswered calls for an event; the first one gets it, and the others wait for the invocations after that.
    var held: [RequestToken] = []
    /// What it reported as the reason why it cannot start.
    var initError: EnvironmentFailure?

    /// Whether it asked for its first event, which closes the registration of extensions.
    var hasStarted: Bool {
        switch state {
        case .absent, .started, .initError: false
        case .ready, .running, .responding, .responded: true
        }
    }
}

/// An event that an extension can subscribe to.
enum ExtensionEvent: String, Sendable, Hashable, CaseIterable {
    case invoke = "INVOKE"
    case shutdown = "SHUTDOWN"
}

/// An extension, external or internal, and what it may do next.
struct ExtensionParty: Sendable, Hashable {
    enum State: String, Sendable, Hashable {
        case started = "Started"
        case registered = "Registered"
        case ready = "Ready"
        case running = "Running"
        case initError = "InitError"
        case exitError = "ExitError"
        case launchError = "LaunchError"
        case exited = "Exited"
    }

    let name: String
    let isExternal: Bool
    var state = State.started
    var identifier: String?
    var events: [ExtensionEvent] = []
    /// Its unanswered call for an event.
    var held: RequestToken?
    /// What it reported, or why it was not started.
    var errorType: String?
    /// Shutdown has come for it, but it was not waiting for an event.
    var isShutdownDue = false

    init(_ name: String, isExternal: Bool) {
        self.name = name
        self.isExternal = isExternal
    }
}

/// The invocation that goes on.
struct CurrentInvocation: Sendable, Hashable {
    /// What its caller has been told.
    enum Answer: Sendable, Hashable {
        case none
        case streaming
        case complete
    }

    let invocation: Invocation
    /// When it came.
    let start: Moment
    /// When it times out, in milliseconds since 1970.
    let deadline: Int64
    var answer = Answer.none
    /// Whether the runtime has the event.
    var isDelivered = false
    /// Whether START was logged, which comes after an Init that belongs to the invocation.
    var isLogged = false

    var requestID: String { invocation.requestID }
}
