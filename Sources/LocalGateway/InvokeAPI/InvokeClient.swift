package import LambdaProtocol
import LocalEnvironment
import NIOCore
import NIOHTTP1
import NIOPosix

/// Invokes a running function through its front door.
package enum InvokeClient {
    /// Sends one event and waits for the answer, without a time limit.
    ///
    /// - Parameter url: the front door's, such as `http://127.0.0.1:9000`.
    /// - Throws: `FrontDoorError`.
    package static func invoke(url: String, event: [UInt8], headers: HTTPFields = [:]) async throws -> APIResponse {
        guard let (host, port) = address(of: url) else { throw FrontDoorError.badURL(url) }
        var request = HTTPRequestHead(
            version: .http1_1, method: .POST, uri: "/2015-03-31/functions/function/invocations")
        for field in headers.fields { request.headers.add(name: field.name, value: field.value) }
        request.headers.add(name: "Host", value: host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
        request.headers.add(name: "Content-Length", value: "\(event.count)")
        request.headers.add(name: "Connection", value: "close")
        do {
            return try await send(request, event, host: host, port: port)
        } catch {
            throw FrontDoorError(unreachableAt: url, error)
        }
    }

    private static func send(
        _ head: HTTPRequestHead, _ body: [UInt8], host: String, port: Int
    ) async throws -> APIResponse {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let answer = loop.makePromise(of: APIResponse.self)
        let bootstrap = ClientBootstrap(group: loop).channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHTTPClientHandlers()
                try channel.pipeline.syncOperations.addHandler(AnswerHandler(answer))
            }
        }
        do {
            let channel = try await bootstrap.connect(host: host, port: port).get()
            channel.write(HTTPClientRequestPart.head(head), promise: nil)
            channel.write(
                HTTPClientRequestPart.body(.byteBuffer(channel.allocator.buffer(bytes: body))), promise: nil)
            channel.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
            return try await withTaskCancellationHandler {
                try await answer.futureResult.get()
            } onCancel: {
                channel.close(promise: nil)
            }
        } catch {
            answer.fail(error)
            throw error
        }
    }

    private static func address(of url: String) -> (host: String, port: Int)? {
        guard url.hasPrefix("http://") else { return nil }
        let authority = url.dropFirst("http://".count).prefix { $0 != "/" }
        guard let colon = authority.lastIndex(of: ":"), let port = Int(authority[authority.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        let host = authority[..<colon].filter { $0 != "[" && $0 != "]" }
        return host.isEmpty ? nil : (host, port)
    }
}

/// Collects one answer.
private final class AnswerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart

    /// Far more than Lambda's largest buffered answer.
    private static let bodyLimit = 4 * InvocationLimits.payloadBytes

    private let answer: EventLoopPromise<APIResponse>
    private var response: APIResponse?

    init(_ answer: EventLoopPromise<APIResponse>) {
        self.answer = answer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head): response = APIResponse(Int(head.status.code), headers: HTTPFields(head.headers))
        case .body(let part):
            response?.body.append(contentsOf: part.readableBytesView)
            guard let count = response?.body.count, count > Self.bodyLimit else { return }
            answer.fail(NIOTooManyBytesError(maxBytes: Self.bodyLimit))
            context.close(promise: nil)
        case .end:
            if let response { answer.succeed(response) }
            context.close(promise: nil)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        answer.fail(ChannelError.eof)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        answer.fail(error)
        context.close(promise: nil)
    }
}
