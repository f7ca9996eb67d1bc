import Foundation
import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Commands

@Suite struct EventInputTests {
    @Test(arguments: ["1", "-7.5e3", "null", "true", "false", " {\"a\": 1}", "[]", "\"x\"", "{broken"])
    func jsonIsAnEvent(argument: String) {
        #expect(EventInput(argument: argument) == .inline(argument))
    }

    @Test(arguments: ["event.json", "./1", "nullable", "01", "1.json", "tru"])
    func anythingElseIsAFile(argument: String) {
        #expect(EventInput(argument: argument) == .file(argument))
    }

    @Test func whatIsNotJSONIsRefusedWithItsPlace() throws {
        let error = try #require(throws: EventError.self) {
            try EventInput(argument: "{\"a\": 1,\n \"b\": x}").json(on: .testing())
        }
        #expect(error.diagnostics.first?.summary == "the event is not JSON: expected a value at line 2, column 7")
        #expect(error.exitStatus == .badInput)
        #expect(try EventInput(argument: "{x").bytes(on: .testing()) == Array("{x".utf8))
    }

    @Test func rehearseHasNoRawEvents() throws {
        let error = try #require(throws: EventError.self) {
            try EventInput(argument: "{nil").json(on: .testing(), canBeRaw: false)
        }
        #expect(error.diagnostics.first?.hints.contains { $0.contains("swiftlambda invoke --raw") } == true)
    }
}

@Suite struct InvokeOutcomeTests {
    @Test func aStreamIsPrintedAsItComes() {
        var outcome = InvokeOutcome(isPrinted: true)
        #expect(outcome.add(.streamStarted(contentType: "image/png")) == [])
        #expect(outcome.add(.streamPart([0xFF, 0x00])) == [0xFF, 0x00])
        #expect(outcome.add(.streamEnded(nil)) == [])
        #expect(outcome.result(account: nil, isSwift: true).status == .success)
    }

    @Test func aTerminalGoesOnInTheNextLine() {
        var outcome = InvokeOutcome(isPrinted: true, isTerminal: true)
        #expect(outcome.add(.streamStarted(contentType: "text/plain")) == [])
        #expect(outcome.add(.streamPart([0x61])) == [0x61])
        #expect(outcome.add(.streamEnded(nil)) == [0x0A])
    }

    @Test func aWholeAnswerKeepsItsBytesAndTextEndsItsLine() {
        var text = InvokeOutcome(isPrinted: true)
        #expect(text.add(.complete(.response([0x31], contentType: "application/json"))) == [0x31, 0x0A])
        #expect(InvokeOutcome(APIResponse(200, body: [0x31])).printed == [0x31, 0x0A])
        #expect(InvokeOutcome(APIResponse(200, body: [0xFF])).printed == [0xFF])
        var bytes = InvokeOutcome(isPrinted: true)
        #expect(bytes.add(.complete(.response([0xFF], contentType: "image/png"))) == [0xFF])
    }

    @Test func whatIsKeptHasALimit() {
        var outcome = InvokeOutcome(isPrinted: false)
        _ = outcome.add(.streamStarted(contentType: "text/plain"))
        let part = [UInt8](repeating: 0x61, count: 50_000_000)
        for _ in 0..<5 { _ = outcome.add(.streamPart(part)) }
        #expect(outcome.body.count == 200_000_000)
        _ = outcome.add(.streamEnded(nil))
        #expect(outcome.errorType == "Function.ResponseSizeTooLarge")
    }

    @Test func aStreamThatFailsIsAFailure() throws {
        let error = FunctionError(errorType: "Function.Bad", body: Array("because".utf8))
        for isPrinted in [true, false] {
            var outcome = InvokeOutcome(isPrinted: isPrinted)
            for delivery in [.streamStarted(contentType: ""), .streamPart([0x61]), .streamEnded(error)]
                as [InvocationDelivery]
            { _ = outcome.add(delivery) }
            let result = outcome.result(account: nil, isSwift: true)
            #expect(result.status == .unsatisfied)
            #expect(result.diagnostics.first?.summary == "the function failed: Function.Bad")
            let payload = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(result.payload))
            #expect((payload as? [String: Any])?["status"] as? String == "failed")
        }
    }

    /// The hint about Swift's backtraces is for functions written in Swift only.
    @Test(arguments: [true, false])
    func hints(isSwift: Bool) {
        var outcome = InvokeOutcome(isPrinted: false)
        let message = "Error: Runtime exited with error: signal: killed"
        let body = "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"\(message)\"}"
        _ = outcome.add(
            .complete(.failure(FunctionError(errorType: "Runtime.ExitError", body: Array(body.utf8)))))
        let hints = outcome.result(account: nil, isSwift: isSwift).diagnostics.first?.hints ?? []
        #expect(hints.contains { $0.contains("SWIFT_BACKTRACE") } == isSwift)
    }

    @Test func aPrinterHoldsTheFunctionUntilItsReaderReads() async throws {
        let gate = Gate()
        let printer = AnswerPrinter(gate)
        let printing = Task { try await printer.print() }
        let part = [UInt8](repeating: 0x61, count: 200_000)
        for _ in 0..<3 { printer.take(part) }
        #expect(printer.flow.isHeld)
        gate.open()
        printer.finish()
        try await printing.value
        #expect(!printer.flow.isHeld)
        #expect(gate.count == 600_000)
    }

    /// A sink that takes nothing before it is opened.
    private final class Gate: TextSink {
        let isTerminal = false
        let columns: Int? = nil
        private let state = Mutex((isOpen: false, count: 0))

        var count: Int { state.withLock { $0.count } }

        func open() { state.withLock { $0.isOpen = true } }

        func write(_ text: String) { write(Array(text.utf8)) }

        func write(_ bytes: [UInt8]) {
            while !state.withLock({ $0.isOpen }) { usleep(1_000) }
            state.withLock { $0.count += bytes.count }
        }
    }
}

@Suite(.serialized) struct LocalUsageTests {
    @Test(arguments: [
        (["invoke", "orders", "--event", "-5"], "swiftlambda invoke orders --event=-5"),
        (["run", "-orders"], "swiftlambda run -- -orders"),
        (["invoke", "-orders", "--event", "{}"], "swiftlambda invoke --event '{}' -- -orders"),
    ])
    func aValueThatBeginsWithADashHasAWayOut(arguments: [String], commandLine: String) async {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        #expect(run.error.hasPrefix("error: "))
        #expect(run.error.contains("hint: if '"))
        #expect(run.error.contains("is a value: \(commandLine)\n"), "\(run.error)")
    }

    @Test(arguments: [
        ["run", "--allow-origin", "localhost:3000"], ["run", "--invoke-mode", "slow"], ["invoke", "--tenant", ""],
        ["run", "--no-such-option"],
    ])
    func wrongUsageSaysErrorAsEveryCommandDoes(arguments: [String]) async {
        let run = await Run(arguments)
        #expect(run.status == .usage)
        #expect(run.error.hasPrefix("error: "))
        #expect(!run.error.contains("hint: if '--no-such-option'"))
    }

    @Test(arguments: [["run", "--help"], ["invoke", "--help"]])
    func helpShowsTheNewOptions(arguments: [String]) async {
        let run = await Run(arguments)
        #expect(run.status == .success)
        #expect(run.output.contains("--env-file"))
        #expect(run.output.contains("--region"))
    }
}

/// What services send to a function, as examples.
@Suite struct FunctionExamplesTests {
    private static func arn(_ text: String) throws -> ResourceReference {
        .arn(try #require(ResourceARN(text)))
    }

    @Test func eachKindOfCallerHasOne() throws {
        let queue = try Self.arn("arn:aws:sqs:eu-west-1:123456789012:a")
        let triggers: [(Trigger.Source, ExampleEvent)] = [
            (.queue(.init(resource: queue)), .sqs), (.topic(.init(resource: queue)), .sns),
            (.schedule(.init(expression: "rate(1 day)")), .scheduled), (.rule(.init(pattern: "{}")), .eventbridge),
            (.bucket(.init(resource: queue)), .s3), (.tableStream(.init(resource: queue)), .dynamodb),
            (.dataStream(.init(resource: queue)), .kinesis),
        ]
        var function = LambdaFunction(name: "orders", product: "Orders", architecture: .arm64)
        #expect(function.examples.isEmpty)
        function.surroundings.triggers = triggers.map { Trigger($0.0) } + [Trigger(.queue(.init(resource: queue)))]
        #expect(function.examples == triggers.map(\.1))
        function.surroundings.url = FunctionURLSettings()
        function.surroundings.api = APISettings()
        #expect(function.examples.prefix(2) == [.functionURL, .apigateway])
    }

    @Test func theNoteNamesTheOptions() {
        var function = LocalFunction(
            name: "orders", code: "/a.zip", architecture: .arm64, memory: 128, timeout: .seconds(1), variables: [:],
            hasInsights: false)
        #expect(function.exampleNote == nil)
        function.examples = [.sqs, .functionURL]
        #expect(function.exampleNote?.contains("--example sqs, --example function-url") == true)
    }
}
