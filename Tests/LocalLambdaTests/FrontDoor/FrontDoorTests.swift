import Host
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LocalLambda

@Suite
struct FrontDoorTests {
    /// Keeps what would be sent.
    private final class Responder: FrontDoorResponder {
        enum Step: Hashable {
            case send(APIResponse), begin(APIResponse), part(String), end, abort
        }

        private let kept = Mutex<[Step]>([])

        var steps: [Step] { kept.withLock { $0 } }

        func send(_ response: APIResponse) { kept.withLock { $0.append(.send(response)) } }
        func begin(_ head: APIResponse) { kept.withLock { $0.append(.begin(head)) } }
        func part(_ bytes: [UInt8]) { kept.withLock { $0.append(.part(String(decoding: bytes, as: UTF8.self))) } }
        func end() { kept.withLock { $0.append(.end) } }
        func abort() { kept.withLock { $0.append(.abort) } }

        var response: APIResponse? {
            guard case .send(let response)? = steps.first, steps.count == 1 else { return nil }
            return response
        }
    }

    private static let path = "/2015-03-31/functions/orders/invocations"

    private func steps(
        _ request: APIRequest, answer: @escaping FakeEnvironment.Answer
    ) async -> Responder {
        let pool = EnvironmentPool(FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }) { plan, onEvent in
            FakeEnvironment(plan, onEvent: onEvent, answer: answer)
        }
        let door = FrontDoor(
            to: pool, settings: FakeEnvironment.plan.settings, region: "eu-west-1",
            clock: FixedClock(secondsSince1970: 1_583_348_638))
        let responder = Responder()
        await door.answer(request, from: "127.0.0.1", port: 9_000, by: responder)
        await pool.shutDown()
        return responder
    }

    private static let echo: FakeEnvironment.Answer = {
        [.complete(.response($0.event, contentType: "application/json"))]
    }

    @Test func anInvocationIsAnswered() async throws {
        let request = APIRequest("POST", Self.path, body: Array("7".utf8))
        let response = try #require(await steps(request, answer: Self.echo).response)
        #expect(response.status == 200)
        #expect(response.body == Array("7".utf8))
        #expect(response.headers["X-Amzn-Trace-Id"]?.hasPrefix("Root=1-5e5ffb9e-") == true)
    }

    @Test func theEndOfTheLogComesWithTheAnswer() async throws {
        let request = APIRequest("POST", Self.path, headers: ["X-Amz-Log-Type": "Tail"])
        let response = try #require(await steps(request, answer: Self.echo).response)
        #expect(response.headers["X-Amz-Log-Result"] == "U1RBUlQKUkVQT1JUCg==")
    }

    @Test func aQueuedEventRunsAfterItsAnswer() async throws {
        let count = Mutex(0)
        let request = APIRequest("POST", Self.path, headers: ["X-Amz-Invocation-Type": "Event"])
        let responder = await steps(request) { invocation in
            count.withLock { $0 += 1 }
            return Self.echo(invocation)
        }
        #expect(responder.response?.status == 202)
        #expect(count.withLock { $0 } == 1)
    }

    @Test func aStreamIsWholeForACallerOfTheAPI() async throws {
        let responder = await steps(APIRequest("POST", Self.path)) { _ in
            [.streamStarted(contentType: "text/plain"), .streamPart([0x61]), .streamPart([0x62]), .streamEnded(nil)]
        }
        #expect(responder.response?.body == [0x61, 0x62])
        #expect(responder.response?.headers["Content-Type"] == "text/plain")
    }

    @Test func aStreamMayBeTooLargeForACallerOfTheAPI() async throws {
        let responder = await steps(APIRequest("POST", Self.path)) { _ in
            [
                .streamStarted(contentType: "text/plain"),
                .streamPart([UInt8](repeating: 0, count: 6_291_557)), .streamEnded(nil),
            ]
        }
        #expect(responder.response?.headers["X-Amz-Function-Error"] == "Unhandled")
    }

    @Test func anInvocationWithoutAnEndIsAnswered() async throws {
        let responder = await steps(APIRequest("POST", Self.path)) { _ in [] }
        #expect(responder.response?.status == 500)
    }

    @Test(arguments: ["/2015-03-31/functions", "/2015-03-31/functions/other/invocations"])
    func otherOperationsAreNotTheFunctions(path: String) async throws {
        #expect(await steps(APIRequest("POST", path), answer: Self.echo).response?.status == 404)
    }

    @Test func aVisitorGetsTheFunctionsAnswer() async throws {
        let responder = await steps(APIRequest("GET", "/hello?x=1")) { invocation in
            let path = (try? JSONValue(parsing: invocation.event))?["rawPath"]?.string ?? ""
            let answer: JSONValue = ["statusCode": 201, "body": .string(path)]
            return [.complete(.response(answer.bytes, contentType: "application/json"))]
        }
        #expect(responder.response?.status == 201)
        #expect(responder.response?.body == Array("/hello".utf8))
    }

    @Test func aVisitorGetsAStreamAsItComes() async throws {
        let integration = "application/vnd.awslambda.http-integration-response"
        let responder = await steps(APIRequest("GET", "/")) { _ in
            [
                .streamStarted(contentType: integration), .streamPart(Array("{\"statusCode\":404}\0\0\0".utf8)),
                .streamPart(Array("\0\0\0\0\0one".utf8)), .streamPart(Array("two".utf8)), .streamEnded(nil),
            ]
        }
        let head = APIResponse(404, headers: ["Content-Type": "application/json"])
        #expect(responder.steps == [.begin(head), .part("one"), .part("two"), .end])
    }

    @Test func aStreamThatFailsBreaksOff() async throws {
        let error = FunctionError(errorType: "Function.Bad", body: [])
        let responder = await steps(APIRequest("GET", "/")) { _ in
            [.streamStarted(contentType: "text/plain"), .streamPart([0x61]), .streamEnded(error)]
        }
        #expect(
            responder.steps == [.begin(APIResponse(200, headers: ["Content-Type": "text/plain"])), .part("a"), .abort])
    }

    @Test func whatIsNoAnswerIsABadGateway() async throws {
        #expect(await steps(APIRequest("GET", "/"), answer: { _ in [] }).response?.status == 502)
    }

    @Test func theServerTakesRequestsAndTheClientSendsThem() async throws {
        let pool = EnvironmentPool(FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }) { plan, onEvent in
            FakeEnvironment(plan, onEvent: onEvent)
        }
        let door = FrontDoor(
            to: pool, settings: FakeEnvironment.plan.settings, region: "eu-west-1",
            clock: FixedClock(secondsSince1970: 0))
        let server = try await FrontDoorServer.start(door, address: "127.0.0.1", port: 0)
        let event = [UInt8](repeating: 0x20, count: 3_000_000) + [0x37]
        let response = try await InvokeClient.invoke(url: server.url, event: event)
        #expect(response.status == 200)
        #expect(response.body == event)
        let port = try #require(server.url.split(separator: ":").last.flatMap { Int($0) })
        await #expect(throws: FrontDoorError.self) {
            try await FrontDoorServer.start(door, address: "127.0.0.1", port: port)
        }
        await server.stop()
        await pool.shutDown()
        await #expect(throws: FrontDoorError.self) { try await InvokeClient.invoke(url: server.url, event: []) }
    }

    @Test(arguments: ["", "localhost", "https://127.0.0.1:1", "http://:9", "http://127.0.0.1", "http://h:99999"])
    func aURLMayBeNone(url: String) async throws {
        await #expect(throws: FrontDoorError.badURL(url)) { try await InvokeClient.invoke(url: url, event: []) }
    }
}

@Suite
struct SourceWatchTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func write(_ text: String, to name: String) throws {
        let path = scratch.appending(name)
        try scratch.files.makeDirectory(path.removingLastComponent())
        try scratch.files.write(Array(text.utf8), to: path, permissions: [.ownerReadWrite])
    }

    @Test func changesAreSeenOnce() throws {
        try write("a", to: "package/Sources/main.swift")
        var watch = try SourceWatch(scratch.appending("package"), files: scratch.files)
        #expect(try !watch.hasChanged())
        try write("other", to: "package/Sources/main.swift")
        #expect(try watch.hasChanged())
        #expect(try !watch.hasChanged())
        try write("b", to: "package/Sources/new.swift")
        #expect(try watch.hasChanged())
        try scratch.files.remove(scratch.appending("package/Sources/new.swift"))
        #expect(try watch.hasChanged())
    }

    @Test func buildsAndRepositoriesAreNotLookedAt() throws {
        try write("a", to: "package/Package.swift")
        var watch = try SourceWatch(scratch.appending("package"), files: scratch.files)
        try write("a", to: "package/.build/x")
        #expect(try !watch.hasChanged())
    }

    @Test func oneFileCanBeWatched() throws {
        try write("a", to: "function.zip")
        var watch = try SourceWatch(scratch.appending("function.zip"), files: scratch.files)
        try write("other", to: "function.zip")
        #expect(try watch.hasChanged())
    }
}
