import NIOCore
import NIOPosix

/// A server on loopback that sends back what it is sent, as a database might answer.
final class EchoServer: Sendable {
    /// Its address, such as `127.0.0.1:40001`.
    let address: String
    private let channel: any Channel

    private init(_ channel: any Channel) {
        self.channel = channel
        address = "127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }

    /// Starts a server for as long as a body runs.
    static func whileRunning<Value>(_ body: (EchoServer) async throws -> Value) async throws -> Value {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(EchoServer(channel)))
        } catch {
            result = .failure(error)
        }
        try await channel.close()
        return try result.get()
    }

    private final class Echo: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(data, promise: nil)
        }
    }
}
