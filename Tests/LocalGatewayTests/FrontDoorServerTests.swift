import Host
import LambdaProtocol
import LocalTestSupport
import NIOCore
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LocalEnvironment
@testable import LocalGateway

/// The front door over real connections.
@Suite
struct FrontDoorServerTests {
    private static let path = "/2015-03-31/functions/orders/invocations"

    private func withServer(
        mode: InvokeMode = .stream, access: FrontDoorAccess = FrontDoorAccess(), address: String = "127.0.0.1",
        makeEnvironment:
            @escaping @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void)
            -> any InvocableEnvironment = { FakeEnvironment($0, onEvent: $1) },
        _ body: (_ url: String) async throws -> Void
    ) async throws {
        let pool = EnvironmentPool(
            FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }, makeEnvironment: makeEnvironment)
        let door = FrontDoor(
            to: pool, settings: FakeEnvironment.plan.settings, region: "eu-west-1",
            clock: FixedClock(secondsSince1970: 0), access: access, mode: mode)
        let server = try await FrontDoorServer.start(door, address: address, port: 0)
        do {
            try await body(server.url)
        } catch {
            await pool.shutDown()
            await server.stop()
            throw error
        }
        await pool.shutDown()
        await server.stop()
    }

    /// Waits for what another task does.
    private func wait(_ what: @autoclosure () -> String = "", until isTrue: () -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isTrue() {
            try #require(ContinuousClock.now < end, "\(what())")
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private func answer(to request: String, at url: String) async throws -> String {
        let client = try await RawClient.connect(to: url)
        try await client.send(request)
        try await wait(client.text) { client.isAtEnd }
        return client.text
    }

    @Test func aClientThatHasNoMoreToSendGetsItsAnswer() async throws {
        let holding = Mutex<FakeEnvironment?>(nil)
        let make: @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void) -> FakeEnvironment = {
            let environment = FakeEnvironment($0, onEvent: $1, holdsBeforeAnswers: true)
            holding.withLock { $0 = environment }
            return environment
        }
        try await withServer(makeEnvironment: make) { url in
            let client = try await RawClient.connect(to: url)
            try await client.send("POST \(Self.path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n7")
            try await client.closeOutput()
            try await wait { holding.withLock { $0?.steps.count == 2 } }
            #expect(!client.isAtEnd)
            holding.withLock { $0 }?.letGo()
            try await wait(client.text) { client.isAtEnd }
            #expect(client.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(client.text.hasSuffix("\r\n\r\n7"))
        }
    }

    @Test func anIdleConnectionClosesWithItsClient() async throws {
        try await withServer { url in
            let client = try await RawClient.connect(to: url)
            try await client.closeOutput()
            try await wait { client.isAtEnd }
            #expect(client.count == 0)
        }
    }

    @Test func anAnswerIsReadNoFasterThanItsClientReads() async throws {
        let total = 64 << 20
        let streaming = StreamingEnvironment(total: total)
        try await withServer(makeEnvironment: { _, _ in streaming }) { url in
            let client = try await RawClient.connect(to: url, isReading: false)
            try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            try await wait("\(streaming.sent)") { streaming.isHeld }
            // What the kernel keeps for both ends, and no more.
            #expect(streaming.sent < total / 2)
            try await client.read()
            try await wait("\(client.count)") { client.isAtEnd }
            #expect(streaming.sent == total)
            #expect(client.count > total)
        }
    }

    @Test func aClientThatGoesAwayHoldsNothingUp() async throws {
        let streaming = StreamingEnvironment(total: 64 << 20)
        try await withServer(makeEnvironment: { _, _ in streaming }) { url in
            let client = try await RawClient.connect(to: url, isReading: false)
            try await client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await wait("\(streaming.sent)") { streaming.isHeld }
            try await client.close()
            try await wait("\(streaming.sent)") { streaming.sent == 64 << 20 }
        }
    }

    private static let hasIPv6 =
        (try? LiveFileSystem().read("/proc/net/if_inet6", limit: 65_536))?.isEmpty == false

    @Test(.enabled(if: hasIPv6)) func theOtherLoopbackAddressIsOneToo() async throws {
        try await withServer(address: "::1") { url in
            #expect(url.hasPrefix("http://[::1]:"))
            let response = try await InvokeClient.invoke(url: url, event: [0x37])
            #expect(response.body == [0x37])
        }
    }

    @Test func aReboundHostIsRefused() async throws {
        try await withServer { url in
            let answer = try await answer(
                to: "POST \(Self.path) HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n"
                    + "Content-Length: 2\r\n\r\n{}", at: url)
            #expect(answer.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
            #expect(answer.contains("x-amzn-ErrorType: AccessDeniedException"))
            let visit = try await self.answer(
                to: "GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", at: url)
            #expect(visit.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
        }
    }

    @Test func aPageOfAnAllowedOriginMayRead() async throws {
        let access = FrontDoorAccess(allowedOrigins: ["http://localhost:3000"])
        try await withServer(access: access) { url in
            let preflight = try await answer(
                to: "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: http://localhost:3000\r\n"
                    + "Access-Control-Request-Method: PUT\r\n\r\n", at: url)
            #expect(preflight.hasPrefix("HTTP/1.1 204 No Content\r\n"))
            #expect(preflight.contains("Access-Control-Allow-Methods: PUT\r\n"))
            let answer = try await self.answer(
                to: "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: http://localhost:3000\r\n\r\n",
                at: url)
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.contains("Access-Control-Allow-Origin: http://localhost:3000\r\n"))
            let foreign = try await self.answer(
                to: "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nOrigin: http://evil.example\r\n\r\n",
                at: url)
            #expect(foreign.hasPrefix("HTTP/1.1 403 Forbidden\r\n"))
            #expect(!foreign.contains("Access-Control"))
        }
    }

    @Test func theConnectionIsNotTheFunctions() async throws {
        let answer =
            #"{"statusCode":200,"headers":{"Connection":"upgrade","Content-Length":"99","#
            + #""Transfer-Encoding":"chunked","Upgrade":"x","X-A":"b"},"body":"hi"}"#
        let make: @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void) -> FakeEnvironment = {
            FakeEnvironment($0, onEvent: $1) { _ in [.complete(.response(Array(answer.utf8), contentType: ""))] }
        }
        try await withServer(makeEnvironment: make) { url in
            let text = try await self.answer(
                to: "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", at: url)
            #expect(
                text == "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: 2\r\n\r\nhi")
        }
    }

    @Test func whyNobodyCanListenIsSaid() async throws {
        try await withServer { url in
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            for (address, port, error) in [
                ("127.0.0.1", port, FrontDoorError.portTaken(address: "127.0.0.1", port: port)),
                ("192.0.2.1", 0, .foreignAddress("192.0.2.1")), ("no such host", 0, .foreignAddress("no such host")),
            ] {
                let pool = EnvironmentPool(FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }) {
                    FakeEnvironment($0, onEvent: $1)
                }
                let door = FrontDoor(
                    to: pool, settings: FakeEnvironment.plan.settings, region: "eu-west-1", clock: FixedClock())
                await #expect(throws: error) {
                    try await FrontDoorServer.start(door, address: address, port: port)
                }
            }
        }
    }
}

/// An environment that streams as fast as it may.
private final class StreamingEnvironment: InvocableEnvironment {
    private struct State {
        var sent = 0
        var flow: DeliveryFlow?
    }

    private let total: Int
    private let state = Mutex(State())

    init(total: Int) {
        self.total = total
    }

    var sent: Int { state.withLock(\.sent) }
    var isHeld: Bool { state.withLock(\.flow)?.isHeld == true }

    func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        state.withLock { $0.flow = flow }
        let part = [UInt8](repeating: 0x61, count: 64 << 10)
        onDelivery(.streamStarted(contentType: "text/plain"))
        while sent < total {
            // As a connection's reads, each comes after what the last one led to.
            try await LocalEventLoop.shared.submit {}.get()
            guard flow?.isHeld == false else {
                try await Task.sleep(for: .milliseconds(1))
                continue
            }
            state.withLock { $0.sent += part.count }
            onDelivery(.streamPart(part))
        }
        onDelivery(.streamEnded(nil))
    }

    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        try await invoke(invocation, flow: nil, onDelivery: onDelivery)
    }

    func start() async throws {}
    func freeze() async throws {}
    func thaw() async throws {}
    func shutDown(_ reason: ShutdownReason) async {}
    func processID(of process: EnvironmentProcess) async -> Int32? { nil }
}
