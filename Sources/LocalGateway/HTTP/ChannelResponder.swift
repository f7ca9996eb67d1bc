import LambdaProtocol
import LocalEnvironment
import NIOCore
import NIOHTTP1

/// Writes answers to a connection.
struct ChannelResponder: FrontDoorResponder {
    let channel: any Channel
    let isHead: Bool
    let isKeptAlive: Bool
    let flow = DeliveryFlow()

    func send(_ response: APIResponse) {
        var headers = self.headers(of: response)
        let hasBody = response.status >= 200 && ![204, 304].contains(response.status)
        if hasBody { headers.replaceOrAdd(name: "Content-Length", value: "\(response.body.count)") }
        write(.head(HTTPResponseHead(version: .http1_1, status: status(of: response), headers: headers)))
        if hasBody, !isHead { part(response.body) }
        end()
    }

    func begin(_ head: APIResponse) {
        var headers = self.headers(of: head)
        headers.replaceOrAdd(name: "Transfer-Encoding", value: "chunked")
        write(.head(HTTPResponseHead(version: .http1_1, status: status(of: head), headers: headers)))
        channel.flush()
    }

    func part(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, !isHead else { return }
        write(.body(.byteBuffer(channel.allocator.buffer(bytes: bytes))))
        channel.flush()
    }

    func end() { channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil) }

    func abort() { channel.close(promise: nil) }

    /// The fields of an answer, except those about the connection, which do not belong to the function.
    private func headers(of response: APIResponse) -> HTTPHeaders {
        var headers = HTTPHeaders(response.headers.fields.map { ($0.name, $0.value) })
        for name in ["Connection", "Content-Length", "Keep-Alive", "Trailer", "Transfer-Encoding", "Upgrade"] {
            headers.remove(name: name)
        }
        if !isKeptAlive { headers.add(name: "Connection", value: "close") }
        return headers
    }

    private func status(of response: APIResponse) -> HTTPResponseStatus {
        HTTPResponseStatus(statusCode: response.status)
    }

    private func write(_ part: HTTPServerResponsePart) {
        // A client that disconnected needs no answer.
        channel.write(part, promise: nil)
    }
}
