import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A client that sends bytes as they are and keeps what comes back.
final class RawClient: Sendable {
    private let channel: any Channel
    private let received: Received

    private init(_ channel: any Channel, _ received: Received) {
        self.channel = channel
        self.received = received
    }

    /// Connects to a front door's URL.
    ///
    /// - Parameter isReading: whether it reads from the beginning.
    static func connect(to url: String, isReading: Bool = true) async throws -> RawClient {
        let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
        let received = Received()
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: isReading)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(received))
                }
            }
        return RawClient(try await bootstrap.connect(host: "127.0.0.1", port: port).get(), received)
    }

    func send(_ text: String) async throws {
        try await channel.writeAndFlush(channel.allocator.buffer(string: text))
    }

    /// Says that there is nothing more to send.
    func closeOutput() async throws { try await channel.close(mode: .output).get() }

    /// Begins to read.
    func read() async throws { try await channel.setOption(.autoRead, value: true).get() }

    func close() async throws { try await channel.close().get() }

    /// What came so far.
    var count: Int { received.state.withLock { $0.count } }
    /// The first of what came, as text.
    var text: String { received.state.withLock { String(decoding: $0.first, as: UTF8.self) } }
    /// Whether the server has closed.
    var isAtEnd: Bool { received.state.withLock { $0.isAtEnd } }

    fileprivate final class Received: Sendable {
        let state = Mutex((first: [UInt8](), count: 0, isAtEnd: false))
    }

    private final class Collector: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer

        private let received: Received

        init(_ received: Received) {
            self.received = received
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data).readableBytesView
            received.state.withLock { state in
                state.first += bytes.prefix(max(0, 65_536 - state.first.count))
                state.count += bytes.count
            }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .inputClosed? = event as? ChannelEvent else { return }
            received.state.withLock { $0.isAtEnd = true }
            context.close(promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { received.state.withLock { $0.isAtEnd = true } }
    }
}
