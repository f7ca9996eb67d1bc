/// What a runtime may do next, as Lambda's supervisor sees it.
struct RuntimeParty: Sendable, Hashable {
    enum State: Sendable, Hashable {
        /// The process does not exist or has ended.
        case absent
        case started
        case initError
        /// It asked for an event and waits.
        case ready
        /// It has an event.
        case running
        /// It is answering; without a token, it tried an unknown mode.
        case responding(RequestToken?)
        case responded
    }

    var state = State.absent
    /// Its unanswered calls for an event; the first one gets the event, the others wait for later invocations.
    var held: [RequestToken] = []
    /// The reason it reported for not starting.
    var initError: EnvironmentFailure?

    /// Whether it has asked for its first event, which closes the registration of extensions.
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
    /// Shutdown has begun for it while it was not waiting for an event.
    var isShutdownDue = false

    init(_ name: String, isExternal: Bool) {
        self.name = name
        self.isExternal = isExternal
    }
}

/// The current invocation.
struct CurrentInvocation: Sendable, Hashable {
    /// What its caller has received.
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
    /// Whether START was logged, which follows an Init that belongs to the invocation.
    var isLogged = false

    var requestID: String { invocation.requestID }
}
