import Host
import JSON
import LambdaProtocol
import LocalTestSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LocalEnvironment
@testable import LocalGateway

@Suite
struct FrontDoorTests {
    /// Keeps what would be sent.
    private final class Responder: FrontDoorResponder {
        enum Step: Hashable {
            case send(APIResponse), begin(APIResponse), part(String), end, abort
        }

        let flow = DeliveryFlow()
        private let kept = Mutex<[Step]>([])
        private let heard = Mutex<[FrontDoorNote]>([])

        var steps: [Step] { kept.withLock { $0 } }

        /// What whoever runs the function heard meanwhile.
        var notes: [FrontDoorNote] { heard.withLock { $0 } }

        func hear(_ note: FrontDoorNote) { heard.withLock { $0.append(note) } }

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
        _ request: APIRequest, mode: InvokeMode = .buffered, access: FrontDoorAccess = FrontDoorAccess(),
        answer: @escaping FakeEnvironment.Answer
    ) async -> Responder {
        let pool = EnvironmentPool(FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }) { plan, onEvent in
            FakeEnvironment(plan, onEvent: onEvent, answer: answer)
        }
        let responder = Responder()
        let door = FrontDoor(
            to: pool, settings: FakeEnvironment.plan.settings, region: "eu-west-1",
            clock: FixedClock(secondsSince1970: 1_583_348_638), access: access, mode: mode, onNote: responder.hear)
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

    @Test(arguments: [
        ("/2015-03-31/functions", 501), ("/2021-11-15/functions/orders/response-streaming-invocations", 501),
        ("/2015-03-31/functions/other/invocations", 404),
    ])
    func otherOperationsAreNotTheFunctions(path: String, status: Int) async throws {
        #expect(await steps(APIRequest("POST", path), answer: Self.echo).response?.status == status)
    }

    @Test func theTenantReachesTheFunction() async throws {
        let request = APIRequest("POST", Self.path, headers: ["X-Amz-Tenant-Id": "blue"])
        let responder = await steps(request) { invocation in
            [.complete(.response(Array((invocation.tenantID ?? "").utf8), contentType: "text/plain"))]
        }
        #expect(responder.response?.body == Array("blue".utf8))
    }

    @Test func anEventOfAFunctionURLHasALimit() async throws {
        // In Base64 it is a third larger.
        let body = [UInt8](repeating: 0xFF, count: 5 << 20)
        let request = APIRequest("POST", "/", headers: ["Content-Type": "image/png"], body: body)
        #expect(await steps(request, answer: Self.echo).response?.status == 413)
        let text = APIRequest(
            "POST", "/", headers: ["Content-Type": "text/plain"], body: [UInt8](repeating: 0x61, count: 5 << 20))
        #expect(await steps(text) { _ in [.complete(.response([0x31], contentType: ""))] }.response?.status == 200)
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

    private static let integration = "application/vnd.awslambda.http-integration-response"
    private static let stream: [InvocationDelivery] = [
        .streamStarted(contentType: integration), .streamPart(Array("{\"statusCode\":404}\0\0\0".utf8)),
        .streamPart(Array("\0\0\0\0\0one".utf8)), .streamPart(Array("two".utf8)), .streamEnded(nil),
    ]

    @Test func aBufferedFunctionURLPutsAStreamTogether() async throws {
        let responder = await steps(APIRequest("GET", "/")) { _ in Self.stream }
        #expect(
            responder.response
                == APIResponse(404, headers: ["Content-Type": "application/json"], body: Array("onetwo".utf8)))
        let plain = await steps(APIRequest("GET", "/")) { _ in
            [
                .streamStarted(contentType: "application/json"), .streamPart(Array(#"{"statusCode":"#.utf8)),
                .streamPart(Array(#"201,"body":"x"}"#.utf8)), .streamEnded(nil),
            ]
        }
        #expect(plain.response?.status == 201)
        #expect(plain.response?.body == Array("x".utf8))
    }

    @Test func aVisitorGetsAStreamAsItComes() async throws {
        let responder = await steps(APIRequest("GET", "/"), mode: .stream) { _ in Self.stream }
        let head = APIResponse(404, headers: ["Content-Type": "application/json"])
        #expect(responder.steps == [.begin(head), .part("one"), .part("two"), .end])
    }

    @Test func aStreamThatFailsBreaksOff() async throws {
        let error = FunctionError(errorType: "Function.Bad", body: [])
        let responder = await steps(APIRequest("GET", "/"), mode: .stream) { _ in
            [.streamStarted(contentType: "text/plain"), .streamPart([0x61]), .streamEnded(error)]
        }
        #expect(
            responder.steps == [.begin(APIResponse(200, headers: ["Content-Type": "text/plain"])), .part("a"), .abort])
    }

    @Test(
        arguments: [
            ([], "the invocation ended without an answer"),
            (
                [.complete(.response(Array(#"{"statusCode":99999}"#.utf8), contentType: "application/json"))],
                "99999 cannot be a statusCode, which is a number from 200 to 599"
            ),
            (
                [.complete(.failure(FunctionError(errorType: "Function.Bad", body: [])))],
                "the function failed: Function.Bad"
            ),
            (
                [.streamStarted(contentType: integration), .streamEnded(nil)],
                "the stream ended before the eight zero bytes that follow its status and header fields"
            ),
        ] as [([InvocationDelivery], String)])
    func aBadGatewayHasItsReasonInTheLog(deliveries: [InvocationDelivery], reason: String) async throws {
        for mode in InvokeMode.allCases {
            let responder = await steps(APIRequest("GET", "/"), mode: mode, answer: { _ in deliveries })
            #expect(responder.response?.status == 502)
            let reasons = responder.notes.map { note -> String? in
                guard case .badGateway(_, let reason) = note else { return nil }
                return reason
            }
            #expect(reasons == [reason])
        }
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
