import LambdaProtocol
import NIOCore
import NIOHTTP1

/// Reads the requests of one connection, and reports a peer that disconnects before it has its answer.
///
/// There is no time limit: a poll for the next event can wait forever.
final class APIChannelHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// One byte more than the largest body, enough to see that a body is too large while memory stays bounded.
    private static let bodyLimit = InvocationLimits.payloadBytes + 1

    private let receiver: any APIRequestReceiver
    private let tokens: RequestTokens
    private var request: APIRequest?
    /// The request that is streaming in or waits for its answer.
    private var pending: RequestToken?
    private var isStreamed = false
    private var isKeptAlive = true

    init(receiver: any APIRequestReceiver, tokens: RequestTokens) {
        self.receiver = receiver
        self.tokens = tokens
    }

    func channelActive(context: ChannelHandlerContext) {
        receiver.connected()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): begin(head, on: context.channel)
        case .body(let part): take(part, on: context.channel)
        case .end(let trailers): end(trailers, on: context.channel)
        }
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        pending = nil
        let sent = promise ?? context.eventLoop.makePromise(of: Void.self)
        if !isKeptAlive {
            let channel = context.channel
            sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        }
        context.write(data, promise: sent)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let pending { receiver.receive(.hungUp(pending), from: context.channel) }
        pending = nil
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The pipeline has answered malformed HTTP; `channelInactive` reports a reset.
        context.close(promise: nil)
    }

    private func begin(_ head: HTTPRequestHead, on channel: any Channel) {
        isKeptAlive = head.isKeepAlive
        let request = APIRequest(head.method.rawValue, head.uri, headers: HTTPFields(head.headers))
        isStreamed = EnvironmentMachine.isStreamed(request)
        guard isStreamed else {
            self.request = request
            return
        }
        let token = tokens.next()
        pending = token
        receiver.receive(.streamBegan(token, request), from: channel)
    }

    private func take(_ part: ByteBuffer, on channel: any Channel) {
        if isStreamed, let pending {
            return receiver.receive(.streamPart(pending, Array(part.readableBytesView)), from: channel)
        }
        let room = Self.bodyLimit - (request?.body.count ?? 0)
        request?.body.append(contentsOf: part.readableBytesView.prefix(max(0, room)))
    }

    private func end(_ trailers: HTTPHeaders?, on channel: any Channel) {
        let fields = trailers.map { HTTPFields($0) } ?? [:]
        if isStreamed, let pending {
            return receiver.receive(.streamEnded(pending, trailers: fields), from: channel)
        }
        guard var request else { return }
        self.request = nil
        request.trailers = fields
        let token = tokens.next()
        pending = token
        receiver.receive(.request(token, request), from: channel)
    }
}
