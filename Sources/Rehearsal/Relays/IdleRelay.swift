import NIOCore
import NIOPosix

/// Relays connections on loopback to an address, and can close idle ones.
final class IdleRelay: Sendable {
    /// The port it listens on.
    let port: Int
    private let server: any Channel
    private let connections: RelayConnections

    private init(port: Int, server: any Channel, connections: RelayConnections) {
        self.port = port
        self.server = server
        self.connections = connections
    }

    /// Listens on a free port of loopback.
    ///
    /// - Parameters:
    ///   - host: the target, resolved for each connection.
    ///   - port: the target's port.
    static func start(host: String, port: Int, group: any EventLoopGroup) async throws -> IdleRelay {
        let connections = RelayConnections()
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 128)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Nothing is read before the other side is connected.
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { accepted in
                accepted.eventLoop.makeCompletedFuture {
                    try accepted.pipeline.syncOperations.addHandler(
                        RelayEntrance { Self.connect($0, host: host, port: port, connections: connections) })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return IdleRelay(port: server.localAddress?.port ?? 0, server: server, connections: connections)
    }

    /// Closes every connection that has been idle for a time, at both ends.
    ///
    /// - Returns: how many there were.
    func dropIdle(since limit: Duration = .milliseconds(50)) async -> Int {
        await connections.drop(idleSince: ContinuousClock.now - limit)
    }

    /// Closes everything.
    func stop() async {
        try? await server.close()
        _ = await connections.drop(idleSince: .now + .seconds(1))
    }

    private static func connect(_ accepted: any Channel, host: String, port: Int, connections: RelayConnections) {
        // Both ends stay on one thread, so neither handler needs a lock.
        let connection = RelayConnection(accepted)
        ClientBootstrap(group: accepted.eventLoop)
            .connectTimeout(.seconds(10))
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: false)
            .connect(host: host, port: port)
            .flatMapThrowing { outgoing in
                connection.join(outgoing)
                try accepted.pipeline.syncOperations.addHandler(RelayHandler(to: outgoing, connection: connection))
                try outgoing.pipeline.syncOperations.addHandler(RelayHandler(to: accepted, connection: connection))
                connections.insert(connection)
                accepted.closeFuture.whenComplete { _ in
                    connections.remove(connection)
                    outgoing.close(promise: nil)
                }
                accepted.read()
                outgoing.read()
            }
            .whenFailure { _ in accepted.close(promise: nil) }
    }
}
