import Host
import LambdaProtocol
import Model
import Testing

/// Whatever comes in, a machine keeps its promises.
@Suite
struct RandomLifecycleTests {
    @Test func promisesHold() throws {
        var reached = RandomPlay.Landmarks()
        for seed in 0..<400 {
            var play = RandomPlay(seed: UInt64(seed))
            for _ in 0..<150 { play.step() }
            play.end()
            try #require(play.faults.isEmpty, "seed \(seed): \(play.faults)\n\(play.history.map { "\($0)" })")
            reached.add(play.reached)
        }
        // A random walk that never gets anywhere would prove nothing.
        #expect(reached.answers > 300)
        #expect(reached.streams > 100)
        #expect(reached.resets > 300)
        #expect(reached.shutdownEvents > 20)
    }
}

/// Sebastiano Vigna's SplitMix64: small, and the same everywhere.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A machine that is fed with inputs at random, and what became of each.
private struct RandomPlay {
    private enum Caller { case waiting, streaming, told }

    /// How often a play came to what is worth testing.
    struct Landmarks {
        var answers = 0
        var streams = 0
        var resets = 0
        var shutdownEvents = 0

        mutating func add(_ other: Landmarks) {
            answers += other.answers
            streams += other.streams
            resets += other.resets
            shutdownEvents += other.shutdownEvents
        }
    }

    var faults: [String] = []
    var history: [(EnvironmentInput, [EnvironmentAction])] = []
    var reached = Landmarks()
    private var random: SplitMix
    private var machine: EnvironmentMachine
    private var now = Moment(elapsed: .zero, epochMilliseconds: 0)
    private var running: [EnvironmentProcess] = []
    private var alarms: [Alarm: Duration] = [:]
    private var callers: [Caller] = []
    private var lastToken: UInt64 = 0
    private var open: Set<RequestToken> = []
    private var streams: Set<RequestToken> = []
    private var identifiers = ["", "x", "0bfa6f8e-1111-4222-8333-123456789abc"]
    private var wasShutDown = false
    private var isFinished = false
    private let extensions: [String]

    init(seed: UInt64) {
        var random = SplitMix(state: seed)
        extensions = (0..<[0, 0, 1, 2, 11].randomElement(using: &random, or: 0)).map { "e\($0)" }
        machine = EnvironmentMachine(
            EnvironmentSettings(
                functionName: "f", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:f",
                timeout: .seconds(1), extensions: extensions
            )
        )
        self.random = random
        feed(.start)
    }

    mutating func step() {
        now.elapsed += .milliseconds(Int.random(in: 0...40, using: &random))
        now.epochMilliseconds += 100
        wakeWhatIsDue()
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<80: sendRequest()
        case 80..<89:
            callers.append(.waiting)
            feed(.invoke(Invocation(requestID: "r\(callers.count)", event: [], traceID: "t")))
        case 89..<92:
            guard
                let token = open.union(streams).sorted(by: { $0.rawValue < $1.rawValue })
                    .randomElement(using: &random)
            else { return }
            close(token)
            feed(.hungUp(token))
        case 92..<95:
            guard let process = running.randomElement(using: &random) else { return }
            let ends: [ProcessEnd] = [.exited(0), .exited(1), .signalled(4)]
            running.removeAll { $0 == process }
            feed(.exited(process, ends.randomElement(using: &random, or: .exited(0))))
        case 95:
            guard let process = running.last else { return }
            running.removeLast()
            feed(.notStarted(process, reason: "cannot"))
        case 96, 97:
            let alarm = [Alarm.initLimit, .invocationTimeout, .runtimeShutdown].randomElement(
                using: &random, or: .initLimit)
            alarms[alarm] = nil
            feed(.woke(alarm))
        case 98: feed(.exited(.extension("nobody"), .exited(0)))
        default:
            guard Int.random(in: 0..<8, using: &random) == 0 else { return }
            wasShutDown = true
            feed(.shutdown(.spindown))
        }
    }

    /// Shuts down, lets every process end, and looks at what is left.
    mutating func end() {
        wasShutDown = true
        feed(.shutdown(.spindown))
        for _ in 0..<50 where !isFinished {
            now.elapsed += .milliseconds(500)
            wakeWhatIsDue()
        }
        for process in running {
            running.removeAll { $0 == process }
            feed(.exited(process, .signalled(9)))
        }
        check(isFinished, "it does not finish")
        check(alarms.isEmpty, "alarms stay: \(alarms)")
        check(callers.allSatisfy { $0 == .told }, "callers wait: \(callers)")
        check(open.isEmpty, "requests wait: \(open)")
    }

    private mutating func wakeWhatIsDue() {
        while let (alarm, moment) = alarms.min(by: { $0.value < $1.value }), moment <= now.elapsed {
            alarms[alarm] = nil
            feed(.woke(alarm))
        }
    }

    private mutating func sendRequest() {
        lastToken += 1
        let token = RequestToken(lastToken)
        open.insert(token)
        let runtime = "/2018-06-01/runtime/", api = "/2020-01-01/extension/"
        let requestID =
            Int.random(in: 0..<9, using: &random) == 0
            ? "r\(callers.count)" : "r\((callers.firstIndex { $0 != .told } ?? 0) + 1)"
        let response = runtime + "invocation/\(requestID)/response"
        let headers: HTTPFields = [
            "Lambda-Extension-Identifier": identifiers.suffix(3).randomElement(using: &random, or: ""),
            "Lambda-Extension-Function-Error-Type": "E.E",
            "Lambda-Extension-Name": "e\(Int.random(in: 0...3, using: &random))",
        ]
        let streaming: HTTPFields = ["Lambda-Runtime-Function-Response-Mode": "streaming"]
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<4: feed(.request(token, APIRequest("GET", runtime + "invocation/next")))
        case 4..<7: feed(.request(token, APIRequest("POST", response)))
        case 7: feed(.request(token, APIRequest("POST", runtime + "invocation/\(requestID)/error", body: [0x7B])))
        case 8: feed(.request(token, APIRequest("POST", runtime + "init/error")))
        case 9..<12:
            let body = ["{}", "{\"events\":[\"INVOKE\"]}", "{\"events\":[\"INVOKE\",\"SHUTDOWN\"]}", "{"]
                .randomElement(using: &random, or: "")
            feed(.request(token, APIRequest("POST", api + "register", headers: headers, body: Array(body.utf8))))
        case 12..<16: feed(.request(token, APIRequest("GET", api + "event/next", headers: headers)))
        case 16:
            let path = api + (Bool.random(using: &random) ? "init/error" : "exit/error")
            feed(.request(token, APIRequest("POST", path, headers: headers)))
        case 17:
            streams.insert(token)
            feed(.streamBegan(token, APIRequest("POST", response, headers: streaming)))
        case 18:
            open.remove(token)
            guard let stream = streams.first else { return }
            if Bool.random(using: &random) {
                feed(.streamPart(stream, [1]))
            } else {
                streams.remove(stream)
                feed(.streamEnded(stream, trailers: [:]))
            }
        default: feed(.request(token, APIRequest("PUT", "/nowhere")))
        }
    }

    private mutating func feed(_ input: EnvironmentInput) {
        let actions = machine.handle(input, at: now)
        history.append((input, actions))
        for action in actions { follow(action) }
    }

    private mutating func follow(_ action: EnvironmentAction) {
        switch action {
        case .start(let process):
            check(!running.contains(process), "\(process) is started twice")
            check(!wasShutDown, "\(process) is started after the end")
            running.append(process)
        case .terminate(let process), .kill(let process):
            check(running.contains(process), "\(process) gets a signal and does not run")
        case .answer(let token, let response):
            close(token)
            if let identifier = response.headers["Lambda-Extension-Identifier"] { identifiers.append(identifier) }
        case .hangUp(let token): close(token)
        case .deliver(let delivery): deliver(delivery)
        case .wake(let alarm, let moment): alarms[alarm] = moment
        case .cancel(let alarm): check(alarms.removeValue(forKey: alarm) != nil, "\(alarm) is not set")
        case .ready: check(!wasShutDown, "ready after the end")
        case .finished:
            check(wasShutDown && running.isEmpty, "finished too early")
            isFinished = true
        case .record(.shutdownDelivered): reached.shutdownEvents += 1
        case .record(.shutdownBegan(.timeout)), .record(.shutdownBegan(.failure)): reached.resets += 1
        case .log, .warn, .record: break
        }
    }

    private mutating func close(_ token: RequestToken) {
        check(open.remove(token) != nil, "\(token) is answered twice")
        streams.remove(token)
    }

    private mutating func deliver(_ delivery: InvocationDelivery) {
        guard let index = callers.firstIndex(where: { $0 != .told }) else {
            return check(false, "nobody waits for \(delivery)")
        }
        let goal: Caller
        switch (delivery, callers[index]) {
        case (.complete(let answer), .waiting):
            if case .response = answer { reached.answers += 1 }
            goal = .told
        case (.streamStarted, .waiting): goal = .streaming
        case (.streamPart, .streaming): goal = .streaming
        case (.streamEnded, .streaming):
            reached.streams += 1
            goal = .told
        default: return check(false, "\(delivery) comes when the caller is \(callers[index])")
        }
        callers[index] = goal
    }

    private mutating func check(_ holds: Bool, _ fault: String) {
        if !holds { faults.append(fault) }
    }
}

extension Collection {
    fileprivate func randomElement(using random: inout SplitMix, or other: Element) -> Element {
        randomElement(using: &random) ?? other
    }
}
