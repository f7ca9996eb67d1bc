import NIOCore
import NIOPosix
import Synchronization

/// Relays connections on loopback to an address, and can close those that are idle.
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
    ///   - host: where to relay to; resolved for each connection.
    ///   - port: the port there.
    static func start(host: String, port: Int, group: any EventLoopGroup) async throws -> IdleRelay {
        let connections = RelayConnections()
        let server = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 128)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // Nothing is read before there is somebody to hand it to.
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

    /// Closes every connection over which nothing has gone for a time, at both ends.
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
        // Both ends stay on one thread, so that neither handler needs a lock.
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

/// The connections that a relay has.
private final class RelayConnections: Sendable {
    private let open = Mutex<[ObjectIdentifier: RelayConnection]>([:])

    func insert(_ connection: RelayConnection) {
        open.withLock { $0[ObjectIdentifier(connection)] = connection }
    }

    func remove(_ connection: RelayConnection) {
        _ = open.withLock { $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    func drop(idleSince limit: ContinuousClock.Instant) async -> Int {
        let idle = open.withLock { open in open.values.filter { $0.lastActivity <= limit } }
        for connection in idle { await connection.close() }
        return idle.count
    }
}

/// Two channels that are joined, and when something last went over them.
private final class RelayConnection: Sendable {
    private let accepted: any Channel
    private let outgoing = Mutex<(any Channel)?>(nil)
    private let activity = Mutex(ContinuousClock.now)

    init(_ accepted: any Channel) {
        self.accepted = accepted
    }

    var lastActivity: ContinuousClock.Instant { activity.withLock { $0 } }

    func join(_ channel: any Channel) { outgoing.withLock { $0 = channel } }

    func touch() { activity.withLock { $0 = .now } }

    func close() async {
        // One that the peer has closed meanwhile is closed all the same.
        try? await accepted.close()
        try? await outgoing.withLock { $0 }?.close()
    }
}

/// Tells that an accepted channel is ready; one that is asked to read before it is active never reads.
private final class RelayEntrance: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let isReady: @Sendable (any Channel) -> Void

    init(_ isReady: @escaping @Sendable (any Channel) -> Void) {
        self.isReady = isReady
    }

    func channelActive(context: ChannelHandlerContext) {
        isReady(context.channel)
        context.fireChannelActive()
    }
}

/// Hands what comes from one channel to the other, reading no faster than the other takes it.
private final class RelayHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel
    private let connection: RelayConnection

    init(to other: any Channel, connection: RelayConnection) {
        self.other = other
        self.connection = connection
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        connection.touch()
        let channel = context.channel
        other.writeAndFlush(unwrapInboundIn(data)).whenComplete { result in
            switch result {
            case .success: channel.read()
            case .failure: channel.close(promise: nil)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent { other.close(mode: .output, promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        other.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
