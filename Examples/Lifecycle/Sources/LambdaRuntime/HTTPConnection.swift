import NIOCore
import NIOHTTP1
import NIOPosix

/// One HTTP/1.1 connection that is kept, for one exchange at a time.
struct HTTPConnection {
    typealias AsyncChannel = NIOAsyncChannel<NIOHTTPClientResponseFull, HTTPClientRequestPart>

    /// The other side closed the connection.
    struct Closed: Error {}

    /// More than Lambda's largest event, which is 6 MiB.
    private static let largestBody = 16 << 20

    private let channel: any Channel
    private let host: String
    private let outbound: NIOAsyncChannelOutboundWriter<HTTPClientRequestPart>
    private var responses: NIOAsyncChannelInboundStream<NIOHTTPClientResponseFull>.AsyncIterator

    /// Connects to a server, and closes the connection after a closure.
    static func withConnection<Result: Sendable>(
        to host: String, port: Int, _ body: (inout HTTPConnection) async throws -> Result
    ) async throws -> Result {
        let asyncChannel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(
                        NIOHTTPClientResponseAggregator(maxContentLength: largestBody))
                    return try AsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
        return try await asyncChannel.executeThenClose { inbound, outbound in
            var connection = HTTPConnection(
                channel: asyncChannel.channel, host: "\(host):\(port)", outbound: outbound,
                responses: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }

    /// Closes the connection from any task, so that a waiting exchange fails.
    var close: @Sendable () -> Void {
        { [channel] in channel.close(promise: nil) }
    }

    /// Sends a request and waits for its response, without a time limit.
    mutating func exchange(
        _ method: HTTPMethod, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> NIOHTTPClientResponseFull {
        let allHeaders = [("Host", host), ("Content-Length", String(body.count))] + headers
        var parts: [HTTPClientRequestPart] = [
            .head(HTTPRequestHead(version: .http1_1, method: method, uri: path, headers: HTTPHeaders(allHeaders)))
        ]
        if !body.isEmpty { parts.append(.body(.byteBuffer(ByteBuffer(bytes: body)))) }
        try await outbound.write(contentsOf: parts + [.end(nil)])
        guard let response = try await responses.next() else { throw Closed() }
        return response
    }
}
