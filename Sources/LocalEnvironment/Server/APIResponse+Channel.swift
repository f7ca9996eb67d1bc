import LambdaProtocol
import NIOCore
import NIOHTTP1

extension APIResponse {
    /// Sends the answer.
    func send(on channel: any Channel) {
        var headers = HTTPHeaders(self.headers.fields.map { ($0.name, $0.value) })
        headers.replaceOrAdd(name: "Content-Length", value: "\(body.count)")
        let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: headers)
        channel.write(HTTPServerResponsePart.head(head), promise: nil)
        if !body.isEmpty {
            channel.write(
                HTTPServerResponsePart.body(.byteBuffer(channel.allocator.buffer(bytes: body))), promise: nil)
        }
        // A peer that disconnected needs no answer, and `channelInactive` reports it.
        channel.writeAndFlush(HTTPServerResponsePart.end(nil), promise: nil)
    }
}
