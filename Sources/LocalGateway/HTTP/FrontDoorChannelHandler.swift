import JSON
import LambdaProtocol
import LocalEnvironment
import NIOCore
import NIOHTTP1

/// Reads the requests of one connection, one after another.
final class FrontDoorChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// One byte more than the largest event, enough to see that an event is too large while memory stays bounded.
    private static let bodyLimit = InvocationLimits.payloadBytes + 1

    private let door: FrontDoor
    private let room: BodyRoom
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []
    private var hasRoom = true
    /// The answer in progress.
    private var answer: ChannelResponder?
    private var isInputClosed = false

    init(_ door: FrontDoor, room: BodyRoom) {
        self.door = door
        self.room = room
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            forgetBody()
            guard head.headers["Expect"].first?.lowercased() == "100-continue" else { return }
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))))
                .whenFailure { _ in }
        case .body(let part): take(part)
        case .end: end(on: context.channel)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data), let answer else { return context.write(data, promise: promise) }
        self.answer = nil
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        if !answer.isKeptAlive || isInputClosed {
            let channel = context.channel
            sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.write(data, promise: sent)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        answer?.flow.hold(!context.channel.isWritable)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .inputClosed? = event as? ChannelEvent {
            isInputClosed = true
            if answer == nil { context.close(promise: nil) }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // Output that nobody reads anymore must not block; the invocation continues, as on Lambda.
        answer?.flow.hold(false)
        answer = nil
        forgetBody()
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func take(_ part: ByteBuffer) {
        let bytes = part.readableBytesView.prefix(max(0, Self.bodyLimit - body.count))
        guard hasRoom, room.take(bytes.count) else {
            forgetBody()
            hasRoom = false
            return
        }
        body.append(contentsOf: bytes)
    }

    private func forgetBody() {
        room.giveBack(body.count)
        body = []
        hasRoom = true
    }

    private func end(on channel: any Channel) {
        guard let head else { return }
        self.head = nil
        let request = APIRequest(head.method.rawValue, head.uri, headers: HTTPFields(head.headers), body: body)
        let isWhole = hasRoom
        forgetBody()
        let responder = ChannelResponder(channel: channel, isHead: head.method == .HEAD, isKeptAlive: head.isKeepAlive)
        answer = responder
        guard isWhole else {
            return responder.send(
                APIResponse(503, json: ["Message": "Too many bytes in all request bodies together"]))
        }
        let (door, peer) = (door, channel.remoteAddress?.ipAddress ?? "127.0.0.1")
        let port = channel.localAddress?.port ?? 80
        // It ends with the invocation, which, as on Lambda, a disconnecting client does not end.
        Task(executorPreference: LocalEventLoop.executor) {
            await door.answer(request, from: peer, port: port, by: responder)
        }
    }
}
