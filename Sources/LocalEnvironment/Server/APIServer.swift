import NIOCore
import NIOHTTP1
import NIOPosix

/// The server of the Runtime API and the Extensions API of one environment, on loopback and a port of its own.
struct APIServer: Sendable {
    /// The address for `AWS_LAMBDA_RUNTIME_API`: numbers, for the official Swift runtime takes nothing else.
    let address: String
    let channel: any Channel

    /// Begins to listen.
    ///
    /// - Throws: `EnvironmentError.cannotListen`.
    static func start(on loop: any EventLoop, receiver: any APIRequestReceiver) async throws -> APIServer {
        let tokens = RequestTokens()
        let bootstrap = ServerBootstrap(group: loop, childGroup: loop)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DroppedConnectionHandler(receiver.dropped))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    // A peer that shuts down its side only is one that went away, as far as Lambda's own server goes.
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(
                        APIChannelHandler(receiver: receiver, tokens: tokens))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
            return APIServer(address: "127.0.0.1:\(channel.localAddress?.port ?? 0)", channel: channel)
        } catch {
            throw EnvironmentError.cannotListen(reason: "\(error)")
        }
    }

    /// Stops listening; connections end with the processes that hold them.
    func stop() async {
        // It fails only where the channel is closed already.
        try? await channel.close().get()
    }
}
