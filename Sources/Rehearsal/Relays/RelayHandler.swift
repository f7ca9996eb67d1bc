import NIOCore

/// Announces when an accepted channel is ready; a channel that is asked to read before it is active never reads.
final class RelayEntrance: ChannelInboundHandler {
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

/// Passes data from one channel to the other, reading no faster than the other writes.
final class RelayHandler: ChannelInboundHandler {
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
