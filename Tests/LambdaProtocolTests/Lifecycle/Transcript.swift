import Host
import JSON
import LambdaProtocol
import Model
import Testing

/// Plays a script of inputs to a machine and writes down what it does, in short words.
///
/// A line of a script is `input -> what is to be done`. Inputs:
///
///     start | shutdown | invoke A [event] | +300 (milliseconds pass, and alarms come) | hangup #1
///     next #1 | respond A "text" #1 | error A Function.Bad "text" #1 | initerror Function.Bad "text" #1
///     register agent INVOKE,SHUTDOWN #1 | event agent #1 | exterror agent init/error Ext.Bad #1
///     stream A text/plain #1 | part "text" #1 | end [Function.Bad "text"] #1
///     exit runtime 0 | exit runtime signal 4 | exit agent 1 | unstarted runtime "reason"
///     send GET /path [Name:value ...] ["body"] #1
struct Transcript {
    var machine: EnvironmentMachine
    var shows: Set<Shown> = []
    private var now = Moment(elapsed: .zero, epochMilliseconds: 1_000_000)
    private var alarms: [Alarm: Duration] = [:]
    private var identifiers: [String: String] = [:]
    private var registrations: [RequestToken: String] = [:]

    /// What is left out unless a case is about it.
    enum Shown {
        case log, record, alarms, warnings
    }

    init(_ settings: EnvironmentSettings, showing shows: Set<Shown> = []) {
        machine = EnvironmentMachine(settings)
        self.shows = shows
    }

    /// What the machine does about one input.
    mutating func play(_ input: String) throws -> [String] {
        if input.first == "+" {
            return try pass(.milliseconds(try #require(Int(input.dropFirst()))))
        }
        return handle(try parse(input))
    }

    private mutating func pass(_ time: Duration) throws -> [String] {
        let goal = now.elapsed + time
        var words: [String] = []
        while let (alarm, moment) = alarms.filter({ $0.value <= goal }).min(by: { $0.value < $1.value }) {
            move(to: moment)
            alarms[alarm] = nil
            words += handle(.woke(alarm))
        }
        move(to: goal)
        return words
    }

    private mutating func move(to moment: Duration) {
        let (seconds, attoseconds) = (moment - now.elapsed).components
        now.epochMilliseconds += seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        now.elapsed = moment
    }

    private mutating func handle(_ input: EnvironmentInput) -> [String] {
        machine.handle(input, at: now).compactMap { words(for: $0) }
    }

    private mutating func words(for action: EnvironmentAction) -> String? {
        switch action {
        case .start(let process): return "start \(process.word)"
        case .terminate(let process): return "term \(process.word)"
        case .kill(let process): return "kill \(process.word)"
        case .answer(let token, let response): return "#\(token.rawValue) \(words(for: response, to: token))"
        case .hangUp(let token): return "hang up #\(token.rawValue)"
        case .deliver(let delivery): return "caller: \(words(for: delivery))"
        case .wake(let alarm, let moment):
            alarms[alarm] = moment
            return shows.contains(.alarms) ? "wake \(alarm) \(moment.inMilliseconds)" : nil
        case .cancel(let alarm):
            alarms[alarm] = nil
            return shows.contains(.alarms) ? "cancel \(alarm)" : nil
        case .log(let entry):
            guard shows.contains(.log) else { return nil }
            return "log " + entry.line.replacing("\t", with: "|").replacing("\n", with: "/")
        case .warn(let warning): return shows.contains(.warnings) ? "warn \(warning)" : nil
        case .record(let kind): return shows.contains(.record) ? "\(kind)" : nil
        case .ready: return "ready"
        case .finished: return "finished"
        }
    }

    private mutating func words(for response: APIResponse, to token: RequestToken) -> String {
        if let name = registrations[token], let identifier = response.headers["Lambda-Extension-Identifier"] {
            identifiers[name] = identifier
        }
        var words = "\(response.status)"
        if response.status >= 400, let body = try? JSONValue(parsing: response.body) {
            return words + " " + (body["errorType"]?.string ?? "")
        }
        if let requestID = response.headers["Lambda-Runtime-Aws-Request-Id"] { words += " \(requestID)" }
        // What is the same for every acceptance and registration says nothing in a table.
        if response.status == 202 || response.headers["Lambda-Extension-Identifier"] != nil { return words }
        return words + " " + String(decoding: response.body, as: UTF8.self)
    }

    private func words(for delivery: InvocationDelivery) -> String {
        switch delivery {
        case .complete(.response(let bytes, _)):
            bytes.count > 100 ? "\(bytes.count) bytes" : String(decoding: bytes, as: UTF8.self)
        case .complete(.failure(let error)): "\(error.errorType) \(String(decoding: error.body, as: UTF8.self))"
        case .streamStarted(let contentType): "stream of \(contentType)"
        case .streamPart(let bytes): "part \(String(decoding: bytes, as: UTF8.self))"
        case .streamEnded(nil): "end"
        case .streamEnded(let error?): "end by \(error.errorType) \(String(decoding: error.body, as: UTF8.self))"
        }
    }
}

extension Transcript {
    private mutating func parse(_ line: String) throws -> EnvironmentInput {
        var words = Self.split(line)
        let token = words.last?.first == "#" ? UInt64(words.removeLast().dropFirst()).map { RequestToken($0) } : nil
        let verb = words.removeFirst()
        switch verb {
        case "start": return .start
        case "shutdown": return .shutdown(.spindown)
        case "invoke":
            let event = words.count > 1 ? words[1] : "{}"
            return .invoke(Invocation(requestID: words[0], event: Array(event.utf8), traceID: ""))
        case "exit":
            let end: ProcessEnd =
                words[1] == "signal"
                ? .signalled(try #require(Int32(words[2]))) : .exited(try #require(Int32(words[1])))
            return .exited(EnvironmentProcess(word: words[0]), end)
        case "unstarted": return .notStarted(EnvironmentProcess(word: words[0]), reason: words[1])
        default: return try parseRequest(verb, words, try #require(token, "\(line)"))
        }
    }

    private mutating func parseRequest(
        _ verb: String,
        _ words: [String],
        _ token: RequestToken
    ) throws -> EnvironmentInput {
        let runtime = "/2018-06-01/runtime/"
        let `extension` = "/2020-01-01/extension/"
        switch verb {
        case "hangup": return .hungUp(token)
        case "next": return .request(token, APIRequest("GET", runtime + "invocation/next"))
        case "respond":
            let path = runtime + "invocation/\(words[0])/response"
            return .request(token, APIRequest("POST", path, body: Array(words[1].utf8)))
        case "error":
            let request = APIRequest(
                "POST", runtime + "invocation/\(words[0])/error",
                headers: ["Lambda-Runtime-Function-Error-Type": words[1]], body: Array(words[2].utf8)
            )
            return .request(token, request)
        case "initerror":
            let request = APIRequest(
                "POST", runtime + "init/error", headers: ["Lambda-Runtime-Function-Error-Type": words[0]],
                body: Array(words[1].utf8)
            )
            return .request(token, request)
        case "register":
            registrations[token] = words[0]
            let events = words[1].split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
            let request = APIRequest(
                "POST", `extension` + "register", headers: ["Lambda-Extension-Name": words[0]],
                body: Array("{\"events\":[\(words[1] == "-" ? "" : events)]}".utf8)
            )
            return .request(token, request)
        case "event":
            let headers: HTTPFields = ["Lambda-Extension-Identifier": identifiers[words[0]] ?? ""]
            return .request(token, APIRequest("GET", `extension` + "event/next", headers: headers))
        case "exterror":
            let headers: HTTPFields = [
                "Lambda-Extension-Identifier": identifiers[words[0]] ?? "",
                "Lambda-Extension-Function-Error-Type": words[2],
            ]
            return .request(token, APIRequest("POST", `extension` + words[1], headers: headers))
        case "stream":
            let headers: HTTPFields = [
                "Lambda-Runtime-Function-Response-Mode": "streaming", "Content-Type": words[1],
            ]
            return .streamBegan(
                token, APIRequest("POST", runtime + "invocation/\(words[0])/response", headers: headers))
        case "part": return .streamPart(token, Array(words[0].utf8))
        case "end":
            guard words.count == 2 else { return .streamEnded(token, trailers: [:]) }
            return .streamEnded(
                token,
                trailers: [
                    "Lambda-Runtime-Function-Error-Type": words[0], "Lambda-Runtime-Function-Error-Body": words[1],
                ]
            )
        case "send":
            var headers: HTTPFields = [:]
            var body = ""
            for word in words.dropFirst(2) {
                let parts = word.split(separator: ":", maxSplits: 1)
                guard parts.count == 2, !word.contains("{") else {
                    body = word
                    continue
                }
                headers.fields.append(HTTPFields.Field(String(parts[0]), String(parts[1])))
            }
            return .request(token, APIRequest(words[0], words[1], headers: headers, body: Array(body.utf8)))
        default:
            Issue.record("no input is called \(verb)")
            return .start
        }
    }

    /// Words, where one in double quotes may hold spaces; single quotes stand for double ones.
    private static func split(_ line: String) -> [String] {
        var words: [String] = []
        for (index, piece) in line.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(piece))
            } else {
                words += piece.split(separator: " ").map(String.init)
            }
        }
        return words.map { $0.replacing("'", with: "\"") }
    }
}

extension EnvironmentProcess {
    fileprivate init(word: String) {
        self = word == "runtime" ? .runtime : .extension(word)
    }

    fileprivate var word: String {
        switch self {
        case .runtime: "runtime"
        case .extension(let name): name
        }
    }
}

extension Duration {
    fileprivate var inMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
