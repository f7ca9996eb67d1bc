public import Model
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// Serves a front door over HTTP/1.1.
public struct FrontDoorServer: Sendable {
    /// The URL of the front door, without a slash at its end.
    public let url: String
    private let channel: any Channel
    private let connections: OpenConnections

    /// Begins to listen; port 0 is a free one.
    ///
    /// - Throws: `FrontDoorError.cannotListen`.
    public static func start(_ door: FrontDoor, address: String, port: Int) async throws -> FrontDoorServer {
        let connections = OpenConnections()
        let bootstrap = ServerBootstrap(group: LocalEventLoop.shared, childGroup: LocalEventLoop.shared)
            .serverChannelOption(.backlog, value: 1_024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    connections.add(channel)
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(FrontDoorChannelHandler(door))
                }
            }
        do {
            let channel = try await bootstrap.bind(host: address, port: port).get()
            let port = channel.localAddress?.port ?? port
            let host = address.contains(":") ? "[\(address)]" : address
            return FrontDoorServer(url: "http://\(host):\(port)", channel: channel, connections: connections)
        } catch {
            throw FrontDoorError.cannotListen(address: address, port: port, reason: "\(error)")
        }
    }

    /// Stops listening and hangs up on everybody.
    public func stop() async {
        // It fails only where the channel is closed already.
        try? await channel.close().get()
        connections.closeAll()
    }
}

/// The connections that clients have.
private final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    func add(_ channel: any Channel) {
        let identifier = ObjectIdentifier(channel)
        channels.withLock { $0[identifier] = channel }
        channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[identifier] = nil } }
    }

    func closeAll() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    }
}

/// Reads the requests of one connection, one after the other.
private final class FrontDoorChannelHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// One more byte than any event that is taken, so that an event is seen to be too large and memory stays bounded.
    private static let bodyLimit = EnvironmentMachine.payloadLimit + 1

    private let door: FrontDoor
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ door: FrontDoor) {
        self.door = door
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            self.head = head
            body = []
            guard head.headers["Expect"].first?.lowercased() == "100-continue" else { return }
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))))
                .whenFailure { _ in }
        case .body(let part):
            body.append(contentsOf: part.readableBytesView.prefix(max(0, Self.bodyLimit - body.count)))
        case .end: end(on: context.channel)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func end(on channel: any Channel) {
        guard let head else { return }
        self.head = nil
        let request = APIRequest(head.method.rawValue, head.uri, headers: HTTPFields(head.headers), body: body)
        body = []
        let responder = ChannelResponder(channel: channel, isHead: head.method == .HEAD, isKeptAlive: head.isKeepAlive)
        let (door, peer) = (door, channel.remoteAddress?.ipAddress ?? "127.0.0.1")
        let port = channel.localAddress?.port ?? 80
        // It ends with the invocation; a client that goes away does not end that on Lambda either.
        Task(executorPreference: LocalEventLoop.executor) {
            await door.answer(request, from: peer, port: port, by: responder)
        }
    }
}

/// Writes answers to a connection.
private struct ChannelResponder: FrontDoorResponder {
    let channel: any Channel
    let isHead: Bool
    let isKeptAlive: Bool

    func send(_ response: APIResponse) {
        var headers = self.headers(of: response)
        let hasBody = response.status >= 200 && ![204, 304].contains(response.status)
        headers.remove(name: "Transfer-Encoding")
        if hasBody { headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)") }
        write(.head(HTTPResponseHead(version: .http1_1, status: status(of: response), headers: headers)))
        if hasBody, !isHead { part(response.body) }
        finish()
    }

    func begin(_ head: APIResponse) {
        var headers = self.headers(of: head)
        headers.remove(name: "Content-Length")
        headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
        write(.head(HTTPResponseHead(version: .http1_1, status: status(of: head), headers: headers)))
        channel.flush()
    }

    func part(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, !isHead else { return }
        write(.body(.byteBuffer(channel.allocator.buffer(bytes: bytes))))
        channel.flush()
    }

    func end() { finish() }

    func abort() { channel.close(promise: nil) }

    private func headers(of response: APIResponse) -> HTTPHeaders {
        var headers = HTTPHeaders(response.headers.fields.map { ($0.name, $0.value) })
        if !isKeptAlive { headers.replaceOrAdd(name: "Connection", value: "close") }
        return headers
    }

    private func status(of response: APIResponse) -> HTTPResponseStatus {
        HTTPResponseStatus(statusCode: response.status)
    }

    private func write(_ part: HTTPServerResponsePart) {
        // A client that went away needs no answer.
        channel.write(part, promise: nil)
    }

    private func finish() {
        let sent = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
        guard !isKeptAlive else { return }
        let channel = channel
        sent.whenComplete { _ in channel.close(promise: nil) }
    }
}

/// The front door cannot be opened or reached.
public enum FrontDoorError: DiagnosedError, Hashable {
    /// The address or port cannot be listened on.
    case cannotListen(address: String, port: Int, reason: String)
    /// Nobody answers at a URL.
    case unreachable(url: String, reason: String)
    /// A URL is none of a running function.
    case badURL(String)

    /// One error.
    public var diagnostics: [Diagnostic] {
        switch self {
        case .cannotListen(let address, let port, let reason):
            [
                .error(
                    "local.port-taken", "cannot listen on \(address), port \(port)", explanation: reason,
                    hints: ["give another --port, or none for a free one"])
            ]
        case .unreachable(let url, let reason):
            [
                .error(
                    "local.unreachable", "no function answers at \(url)", explanation: reason,
                    hints: ["start one with 'swiftlambda run', which tells its URL"])
            ]
        case .badURL(let url):
            [
                .error(
                    "usage.bad-url", "'\(url)' is no URL of a running function",
                    hints: ["give the URL that 'swiftlambda run' tells, such as http://127.0.0.1:9000"])
            ]
        }
    }

    /// A machine that cannot do it, or a wrong call.
    public var exitStatus: ExitStatus {
        switch self {
        case .cannotListen, .unreachable: .unavailable
        case .badURL: .usage
        }
    }
}
