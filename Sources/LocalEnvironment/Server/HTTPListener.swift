package import NIOCore
import NIOHTTP1
import NIOPosix

/// The HTTP/1.1 server behind everything that this program serves.
package struct HTTPListener: Sendable {
    /// What differs between the servers.
    package struct Options: Sendable {
        /// How many connections can wait to be accepted.
        package var backlog: Int32
        /// Whether a client that half-closes its connection still gets its answer.
        package var allowsHalfClosure: Bool
        /// Called with the reason if a connection could not be accepted or set up.
        package var onDrop: (@Sendable (_ reason: String) -> Void)?
        /// Whether there is room for a connection; otherwise it is closed.
        package var admits: @Sendable (any Channel) -> Bool

        /// Creates options.
        package init(
            backlog: Int32, allowsHalfClosure: Bool = false, onDrop: (@Sendable (_ reason: String) -> Void)? = nil,
            admits: @escaping @Sendable (any Channel) -> Bool = { _ in true }
        ) {
            self.backlog = backlog
            self.allowsHalfClosure = allowsHalfClosure
            self.onDrop = onDrop
            self.admits = admits
        }
    }

    /// The source of new connections.
    package let channel: any Channel

    /// The listening port.
    package var port: Int { channel.localAddress?.port ?? 0 }

    /// Begins to listen; port 0 means any free one.
    ///
    /// - Parameter makeHandler: makes the handler that reads the requests of one connection.
    /// - Throws: what NIO throws.
    package static func start(
        on loop: any EventLoop = LocalEventLoop.shared, host: String, port: Int, _ options: Options,
        makeHandler: @escaping @Sendable () -> any ChannelHandler
    ) async throws -> HTTPListener {
        let bootstrap = ServerBootstrap(group: loop, childGroup: loop)
            .serverChannelOption(.backlog, value: options.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let onDrop = options.onDrop else { return }
                    try channel.pipeline.syncOperations.addHandler(DroppedConnectionHandler(onDrop))
                }
            }
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: options.allowsHalfClosure)
            .childChannelInitializer { channel in
                guard options.admits(channel) else { return channel.close() }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(makeHandler())
                }
            }
        return HTTPListener(channel: try await bootstrap.bind(host: host, port: port).get())
    }

    /// Stops listening; existing connections continue.
    package func stop() async {
        // This fails only if the channel is closed already.
        try? await channel.close().get()
    }
}
