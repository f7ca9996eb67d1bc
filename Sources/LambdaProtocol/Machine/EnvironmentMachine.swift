import Model

/// The lifecycle of one execution environment, as on Lambda: events go in, actions come out.
///
/// It knows no processes, sockets or clocks. It follows these rules, whatever comes in:
/// - each request is answered or closed at most once, and none is left waiting when its process has ended;
/// - each invocation gets either one `complete`, or a stream that starts and ends, in the order they came;
/// - an alarm that is set either fires or is cancelled;
/// - `ready` comes when Init, an invocation or a reset is over and no invocation waits, so that an invocation is never
///   taken as over before it has begun; after a `shutdown` comes `finished` instead.
package struct EnvironmentMachine: Sendable {
    enum Phase: Sendable, Hashable {
        case new
        /// Processes are starting, for the first invocation if there is a current one.
        case initializing
        /// It waits for an invocation.
        case ready
        /// No process is running; the next invocation starts them.
        case dormant
        case invoking
        case shuttingDown
        case finished
    }

    let settings: EnvironmentSettings
    var phase = Phase.new
    var runtime = RuntimeParty()
    var extensions: [ExtensionParty] = []
    /// The processes that have started and not ended.
    var processes: Set<EnvironmentProcess> = []
    var invocation: CurrentInvocation?
    /// Invocations that came during another one, or before the environment was ready.
    var waiting: [Invocation] = []
    var shutdown: ShutdownSequence?
    var initStart = Moment(elapsed: .zero, epochMilliseconds: 0)
    /// How long the first Init took, until a REPORT includes it.
    var initDuration: Duration?
    /// The first failure; failures that follow from it are named by their type.
    var fatalErrorType: String?
    /// What ended between invocations; the next one fails because of it.
    var death: EnvironmentFailure?
    var now = Moment(elapsed: .zero, epochMilliseconds: 0)
    private var alarms: Set<Alarm> = []
    private var lastIdentifier: UInt64 = 0
    private var actions: [EnvironmentAction] = []

    /// Creates an environment that has not started.
    package init(_ settings: EnvironmentSettings) {
        self.settings = settings
    }

    /// Decides what to do about something that happened.
    ///
    /// - Returns: what to do, in order.
    package mutating func handle(_ input: EnvironmentInput, at now: Moment) -> [EnvironmentAction] {
        self.now = now
        switch input {
        case .start: if phase == .new { beginInit() }
        case .request(let token, let request): handle(request, token)
        case .streamBegan(let token, let request): handle(request, token, isStreamed: true)
        case .streamPart(let token, let bytes): handleStreamPart(token, bytes)
        case .streamEnded(let token, let trailers): handleStreamEnd(token, trailers)
        case .hungUp(let token): handleHangUp(token)
        case .notStarted(let process, let reason): handleNotStarted(process, reason)
        case .exited(let process, let end): handleExit(process, end)
        case .woke(let alarm): handleAlarm(alarm)
        case .invoke(let invocation): handleInvoke(invocation)
        case .shutdown(let reason): handleShutdown(reason)
        }
        while advance() {}
        defer { actions.removeAll() }
        return actions
    }

    /// Whether a request's body arrives in parts, by ``EnvironmentInput/streamBegan(_:_:)``, judged by its
    /// head.
    package static func isStreamed(_ head: APIRequest) -> Bool {
        guard case .response? = APICall(path: head.path) else { return false }
        return head.method == "POST" && head.headers[RuntimeField.responseMode]?.lowercased() == "streaming"
    }

    /// Whether this request is the runtime's streamed response.
    package func isAnswering(by token: RequestToken) -> Bool {
        runtime.state == .responding(token)
    }

    /// Takes the next possible step, if any.
    private mutating func advance() -> Bool {
        switch phase {
        case .initializing: advanceInit()
        case .invoking: advanceInvocation()
        case .shuttingDown: advanceShutdown()
        case .new, .ready, .dormant, .finished: false
        }
    }

    private mutating func handleAlarm(_ alarm: Alarm) {
        // An alarm cancelled while it was on its way is ignored.
        guard alarms.remove(alarm) != nil else { return }
        switch alarm {
        case .initLimit: failInit(nil)
        case .invocationTimeout: timeOut()
        case .runtimeShutdown: kill(.runtime)
        case .totalShutdown: killAll()
        }
    }
}

extension EnvironmentMachine {
    mutating func act(_ action: EnvironmentAction) {
        actions.append(action)
    }

    mutating func record(_ kind: TimelineEvent.Kind) {
        actions.append(.record(kind))
    }

    mutating func log(_ event: PlatformEvent) {
        guard let entry = PlatformLog(settings: settings.logs).entry(for: event, at: now) else { return }
        actions.append(.log(entry))
    }

    mutating func start(_ process: EnvironmentProcess) {
        processes.insert(process)
        actions.append(.start(process))
    }

    mutating func kill(_ process: EnvironmentProcess) {
        guard processes.contains(process) else { return }
        actions.append(.kill(process))
    }

    mutating func wake(_ alarm: Alarm, at moment: Duration) {
        alarms.insert(alarm)
        actions.append(.wake(alarm, at: moment))
    }

    mutating func cancel(_ alarm: Alarm) {
        guard alarms.remove(alarm) != nil else { return }
        actions.append(.cancel(alarm))
    }

    /// An identifier in the form of a UUID, unique within this environment.
    mutating func newIdentifier() -> String {
        lastIdentifier += 1
        return "00000000-0000-4000-8000-" + Hexadecimal.text(lastIdentifier, width: 12)
    }
}
