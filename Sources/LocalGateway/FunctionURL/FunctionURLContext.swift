/// What a function URL knows about itself and about a request's origin.
package struct FunctionURLContext: Sendable, Hashable {
    /// The region that the function sees.
    package var region: String
    /// The request's identifier.
    package var requestID: String
    /// The value of `X-Amzn-Trace-Id`.
    package var traceID: String
    /// The client's address.
    package var sourceIP: String
    /// The protocol's version, such as `HTTP/1.1`.
    package var protocolVersion: String
    /// The local port of the connection.
    package var port: Int
    /// The time of the request, in milliseconds since 1970.
    package var epochMilliseconds: Int64

    /// Creates a context.
    package init(
        region: String,
        requestID: String,
        traceID: String,
        sourceIP: String,
        protocolVersion: String = "HTTP/1.1",
        port: Int,
        epochMilliseconds: Int64
    ) {
        self.region = region
        self.requestID = requestID
        self.traceID = traceID
        self.sourceIP = sourceIP
        self.protocolVersion = protocolVersion
        self.port = port
        self.epochMilliseconds = epochMilliseconds
    }
}
