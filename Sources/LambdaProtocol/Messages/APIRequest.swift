/// A whole request to one of the APIs, or through the front door.
package struct APIRequest: Sendable, Hashable {
    /// The method, such as `GET`.
    package var method: String
    /// The path with its query, as it stands in the request line.
    package var path: String
    /// The header fields.
    package var headers: HTTPFields
    /// The body.
    package var body: [UInt8]
    /// What followed a chunked body.
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
