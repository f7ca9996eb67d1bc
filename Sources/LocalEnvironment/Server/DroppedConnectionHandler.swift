import NIOCore

/// Learns of connections that a server could not accept or set up; NIO closes them and notifies the server's channel.
final class DroppedConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let onDrop: @Sendable (_ reason: String) -> Void

    init(_ onDrop: @escaping @Sendable (_ reason: String) -> Void) {
        self.onDrop = onDrop
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        onDrop("\(error)")
        context.fireErrorCaught(error)
    }
}
