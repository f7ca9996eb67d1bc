/// What pages of other origins may do (CORS).
package struct CrossOriginSettings: Sendable, Hashable {
    /// The origins, such as `https://example.com`, or `*`.
    package var origins: [String]
    /// The HTTP methods, or `*`.
    package var methods: [String]
    /// The headers of requests.
    package var headers: [String]
    /// The headers of responses that pages may read.
    package var exposedHeaders: [String]
    /// Whether cookies are sent.
    package var credentials: Bool?
    /// How long browsers keep the answer, in seconds.
    package var maxAge: Int?

    /// Creates settings.
    package init(
        origins: [String] = [], methods: [String] = [], headers: [String] = [], exposedHeaders: [String] = [],
        credentials: Bool? = nil, maxAge: Int? = nil
    ) {
        self.origins = origins
        self.methods = methods
        self.headers = headers
        self.exposedHeaders = exposedHeaders
        self.credentials = credentials
        self.maxAge = maxAge
    }

    /// The methods that AWS allows.
    package static let allowedMethods = ["*", "DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"]
    /// How long browsers may keep the answer, in seconds.
    package static let allowedAge = 0...86_400
}
