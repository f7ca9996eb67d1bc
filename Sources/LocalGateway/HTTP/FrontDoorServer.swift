import LocalEnvironment
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves a front door over HTTP/1.1.
package struct FrontDoorServer: Sendable {
    /// The URL of the front door, without a slash at its end.
    package let url: String
    private let channel: any Channel
    private let connections: OpenConnections

    /// Begins to listen; port 0 is a free one.
    ///
    /// - Throws: `FrontDoorError`.
    package static func start(_ door: FrontDoor, address: String, port: Int) async throws -> FrontDoorServer {
        let connections = OpenConnections()
        let room = BodyRoom()
        let bootstrap = ServerBootstrap(group: LocalEventLoop.shared, childGroup: LocalEventLoop.shared)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            // A client may say that it has no more to send and still wait for its answer.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                guard connections.add(channel) else {
                    door.onNote(.tooManyConnections(limit: OpenConnections.limit))
                    return channel.close()
                }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(
                        FrontDoorChannelHandler(door, room: room))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: address, port: port).get()
            let port = channel.localAddress?.port ?? port
            let host = address.contains(":") ? "[\(address)]" : address
            return FrontDoorServer(url: "http://\(host):\(port)", channel: channel, connections: connections)
        } catch {
            throw FrontDoorError(cannotListenOn: address, port: port, error)
        }
    }

    /// Stops listening and hangs up on everybody.
    package func stop() async {
        // It fails only where the channel is closed already.
        try? await channel.close().get()
        connections.closeAll()
    }
}
