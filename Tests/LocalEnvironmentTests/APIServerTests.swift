import LambdaProtocol
import Model
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import LocalEnvironment

@Suite struct APIServerTests {
    /// Keeps what the server says of dropped connections.
    private final class Receiver: APIRequestReceiver {
        let reasons = Mutex<[String]>([])

        func connected() {}
        func dropped(reason: String) { reasons.withLock { $0.append(reason) } }
        func receive(_ input: EnvironmentInput, from channel: any Channel) {}
    }

    @Test func aConnectionThatCannotBeServedIsToldByTheServer() async throws {
        let receiver = Receiver()
        let server = try await APIServer.start(on: MultiThreadedEventLoopGroup.singleton.next(), receiver: receiver)
        // As NIO does where accept(2) fails, or a socket refuses an option.
        let error = IOError(errnoCode: 13, reason: "setsockopt")
        try await server.channel.eventLoop.submit { server.channel.pipeline.fireErrorCaught(error) }.get()
        #expect(receiver.reasons.withLock { $0 } == ["\(error)"])
        #expect(EnvironmentError.droppedConnection(reason: "x").exitStatus == .unavailable)
        await server.stop()
    }
}
