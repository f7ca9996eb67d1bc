/// A complete request to one of the APIs or to the front door.
package struct APIRequest: Sendable, Hashable {
    /// The method, such as `GET`.
    package var method: String
    /// The path with its query, as in the request line.
    package var path: String
    /// The header fields.
    package var headers: HTTPFields
    /// The body.
    package var body: [UInt8]
    /// The trailers of a chunked body.
    package var trailers: HTTPFields

    /// Creates a request.
    package init(
        _ method: String,
        _ path: String,
        headers: HTTPFields = [:],
        body: [UInt8] = [],
        trailers: HTTPFields = [:]
    ) {
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body
        self.trailers = trailers
    }
}
