/// A complete answer of an API or of the front door.
package struct APIResponse: Sendable, Hashable {
    /// The status code.
    package var status: Int
    /// The header fields, without `Content-Length`, which the server adds.
    package var headers: HTTPFields
    /// The body.
    package var body: [UInt8]

    /// Creates an answer.
    package init(_ status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
