import Host
import JSON
import Model
import Synchronization
import SystemPackage
import TestSupport

@testable import Releasing

/// A bucket, functions, alarms and Terraform, as far as a release sees them.
final class FlowWorld: Sendable {
    struct Object {
        var bytes: [UInt8]
        var etag: String
        var hash: String
    }

    struct Function {
        /// The numbered versions with their code, the oldest first; `$LATEST` has the code of the newest.
        var versions: [(number: String, hash: String)]
        var description = ""
        var alias: RecordedFunction.Alias?
    }

    struct State {
        var objects: [String: Object] = [:]
        var functions: [String: Function] = [:]
        /// What was asked for, in order.
        var log: [String] = []
        /// The error of a call, by its operation.
        var failures: [String: String] = [:]
        var smokeError: String?
        /// Somebody else moves the alias between the last look and the move.
        var isRaced = false
        /// The alarm's states, one a look, the last again and again.
        var alarms = ["OK"]
        /// What happens at a look that finds the state `takeover`.
        var onAlarm: @Sendable (inout State) -> Void = { _ in }
        /// Counts of CloudWatch, such as `Errors of 8`.
        var metrics: [String: Int] = [:]
        /// The seconds since the record was renewed, at each look at alarms.
        var ages: [Int] = []
        var plan = PlanFixture.plan("")
        var planStatus: Int32 = 0
        var applyStatus: Int32 = 0
        var onApply: @Sendable (inout State) -> Void = { _ in }
        var etags = 0

        mutating func fail(_ operation: String, _ code: String) { failures[operation] = code }
    }

    private let state = Mutex(State())
    private let clock: any HostClock
    private let files = LiveFileSystem()

    init(clock: any HostClock) { self.clock = clock }

    func with<Result: Sendable>(_ body: (inout State) throws -> Result) rethrows -> Result {
        try state.withLock { try body(&$0) }
    }

    var log: [String] { with { $0.log } }
    func alias(_ function: String = "orders-prod") -> RecordedFunction.Alias? { with { $0.functions[function]?.alias } }

    /// The records in the bucket, the newest first.
    func records() throws -> [DeploymentRecord] {
        try with { state in
            try state.objects.filter { $0.key.contains("/deployments/") }.sorted { $0.key < $1.key }.map {
                try DeploymentRecord(json: $0.value.bytes, name: $0.key)
            }
        }
    }

    func add(_ record: DeploymentRecord) throws {
        let bytes = try record.json()
        with { $0.objects[record.key(in: RecordSamples.store)] = Object(bytes: bytes, etag: "e0", hash: "") }
    }

    func answer(on processes: ScriptedProcessRunner) {
        processes.answer("aws") { [self] in try aws($0) }
        processes.answer("aws", ["--version"], output: AWSSample.versions[1])
        processes.answer("terraform", ["version", "-json"], output: #"{"terraform_version": "1.11.4"}"#)
        for word in ["init", "plan", "show", "apply"] {
            processes.answer("terraform", [word]) { [self] command in
                with { state in terraform(word, command.arguments.last ?? "", &state) }
            }
        }
    }

    private func terraform(_ word: String, _ last: String, _ state: inout State) -> ProcessResult {
        state.log.append(word == "apply" ? "apply \(last)" : word)
        switch word {
        case "plan": return ProcessResult(end: .exited(state.planStatus))
        case "show": return ProcessResult(end: .exited(0), output: state.plan)
        case "apply":
            if state.applyStatus == 0 {
                let change = state.onApply
                change(&state)
            }
            return ProcessResult(end: .exited(state.applyStatus))
        default: return ProcessResult(end: .exited(0))
        }
    }

    private func aws(_ command: Command) throws -> ProcessResult {
        let call = AWSCall(command.arguments)
        return try with { state in
            if let code = state.failures[call.operation] { return call.failure(code) }
            switch call.operation {
            case "get-caller-identity":
                return call.answer(
                    #"{"Account":"123456789012","Arn":"arn:aws:sts::123456789012:assumed-role/ci/Actions","UserId":"u"}"#
                )
            case "list-objects-v2", "get-object", "head-object", "put-object": return try bucket(call, &state)
            case "describe-alarms":
                let newest = state.objects.filter { $0.key.contains("/deployments/") }.min { $0.key < $1.key }
                if let newest {
                    let record = try DeploymentRecord(json: newest.value.bytes, name: newest.key)
                    state.ages.append(Int(clock.secondsSince1970) - record.renewed.secondsSince1970)
                }
                var now = state.alarms[0]
                if state.alarms.count > 1 { state.alarms.removeFirst() }
                if now == "takeover" {
                    let change = state.onAlarm
                    change(&state)
                    now = "OK"
                }
                return call.answer(#"{"MetricAlarms":[{"AlarmName":"errors","StateValue":"\#(now)"}]}"#)
            case "get-metric-statistics":
                let version = call["dimensions"].firstMatch(of: #/"ExecutedVersion","Value":"([0-9]+)"/#)?.1 ?? ""
                let count = state.metrics["\(call["metric-name"]) of \(version)"] ?? 0
                return call.answer(#"{"Datapoints":[{"Sum":\#(count)}]}"#)
            default: return try lambda(call, &state)
            }
        }
    }

    private func bucket(_ call: AWSCall, _ state: inout State) throws -> ProcessResult {
        let key = call["key"]
        let object = state.objects[key]
        switch call.operation {
        case "list-objects-v2":
            let keys = state.objects.keys.filter { $0.hasPrefix(call["prefix"]) }.sorted()
            let entries = keys.prefix(Int(call["max-items"]) ?? 0).map { #"{"Key":"\#($0)","Size":1}"# }
            return call.answer(#"{"Contents":[\#(entries.joined(separator: ","))]}"#)
        case "get-object":
            guard let object else { return call.failure("NoSuchKey") }
            try files.overwrite(FilePath(call.file), at: 0, with: object.bytes)
            return call.answer(#"{"ContentLength":\#(object.bytes.count),"ETag":"\#(object.etag)"}"#)
        case "head-object":
            state.log.append("head \(key)")
            guard let object else { return call.failure("404") }
            return call.answer(#"{"ContentLength":\#(object.bytes.count),"ChecksumSHA256":"\#(object.hash)"}"#)
        default:
            let isRecord = key.contains("/deployments/")
            state.log.append(isRecord ? "record" : "put \(key)")
            if !isRecord, let code = state.failures["put archive"] { return call.failure(code) }
            let isExpected = call["if-none-match"] == "*" ? object == nil : object?.etag == call["if-match"]
            guard isExpected else { return call.failure("PreconditionFailed") }
            state.etags += 1
            let bytes = try files.read(FilePath(call["body"]), limit: 1 << 20)
            state.objects[key] = Object(bytes: bytes, etag: "e\(state.etags)", hash: call["checksum-sha256"])
            return call.answer(#"{"ETag":"e\#(state.etags)"}"#)
        }
    }

    private func lambda(_ call: AWSCall, _ state: inout State) throws -> ProcessResult {
        let name = call["function-name"]
        let subject = name + (call["qualifier"].isEmpty ? "" : ":\(call["qualifier"])")
        if !["list-aliases", "update-alias"].contains(call.operation) {
            state.log.append("\(call.operation) \(subject)")
        }
        guard var function = state.functions[name] else { return call.failure("ResourceNotFoundException") }
        switch call.operation {
        case "list-versions-by-function":
            let all = [("$LATEST", function.versions.last?.hash ?? "")] + function.versions.map { ($0.number, $0.hash) }
            return call.answer("[\(all.map { version($0.0, $0.1, of: name, function) }.joined(separator: ","))]")
        case "get-function-configuration":
            let wanted = call["qualifier"] == "live" ? function.alias?.version ?? "-" : call["qualifier"]
            let found = wanted.isEmpty ? function.versions.last : function.versions.last { $0.number == wanted }
            guard let found else { return call.failure("ResourceNotFoundException") }
            return call.answer(version(found.number, found.hash, of: name, function))
        case "invoke":
            try files.overwrite(FilePath(call.file), at: 0, with: Array(#"{"answer":1}"#.utf8))
            let fault = state.smokeError.map { #","FunctionError":"\#($0)","LogResult":"U1RBUlQK""# } ?? ""
            return call.answer(#"{"StatusCode":200\#(fault)}"#)
        case "list-aliases":
            return call.answer(#"{"Aliases":[\#(function.alias.map { Self.text(of: $0) } ?? "")]}"#)
        default:
            guard var alias = function.alias else { return call.failure("ResourceNotFoundException") }
            if call.operation == "update-alias" {
                if state.isRaced {
                    alias = RecordedFunction.Alias(name: "live", version: "5", revision: "r-other")
                } else if call["revision-id"] == alias.revision {
                    alias.version = call["function-version"]
                    alias.weights = Self.weights(call["routing-config"])
                    state.etags += 1
                    alias.revision = "r\(state.etags)"
                }
                state.log.append("update-alias \(name): \(alias.words)")
                function.alias = alias
                state.functions[name] = function
                if state.isRaced { return call.failure("PreconditionFailedException") }
            }
            return call.answer(Self.text(of: alias))
        }
    }

    private func version(_ number: String, _ hash: String, of name: String, _ function: Function) -> String {
        """
        {"FunctionName":"\(name)","FunctionArn":"a","Version":"\(number)","CodeSha256":"\(hash)","CodeSize":9,
         "Description":"\(function.description)","LastModified":"2026-01-01T08:30:00.000+0000"}
        """
    }

    private static func text(of alias: RecordedFunction.Alias) -> String {
        let weights = alias.weights.map { #""\#($0.key)":\#($0.value)"# }.joined(separator: ",")
        return """
            {"Name":"\(alias.name)","AliasArn":"a","FunctionVersion":"\(alias.version)",
             "RevisionId":"\(alias.revision ?? "")","RoutingConfig":{"AdditionalVersionWeights":{\(weights)}}}
            """
    }

    private static func weights(_ text: String) -> [String: Double] {
        let members = (try? JSONValue(parsing: Array(text.utf8)))?["AdditionalVersionWeights"]?.members ?? []
        return members.reduce(into: [:]) { weights, member in
            if case .number(let digits) = member.value { weights[member.name] = Double(digits) }
        }
    }
}

/// A call of the AWS command line, taken apart.
struct AWSCall {
    var operation: String
    /// The word without an option, which is the file for the answer's body.
    var file = ""
    private var options: [String: String] = [:]

    init(_ words: [String]) {
        operation = words.count > 1 ? words[1] : ""
        var rest = words.dropFirst(2)
        while let word = rest.popFirst() {
            guard word.hasPrefix("--") else {
                file = word
                continue
            }
            options[String(word.dropFirst(2))] = rest.popFirst() ?? ""
        }
    }

    subscript(_ option: String) -> String { options[option] ?? "" }

    func answer(_ text: String) -> ProcessResult { ProcessResult(end: .exited(0), output: Array(text.utf8)) }

    func failure(_ code: String) -> ProcessResult {
        let text = "\nAn error occurred (\(code)) when calling the X operation: It did not work.\n"
        return ProcessResult(end: .exited(254), error: Array(text.utf8))
    }
}
