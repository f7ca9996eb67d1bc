/// One event for a function, as its caller gives it.
package struct Invocation: Sendable, Hashable {
    /// Lambda's identifier of the invocation: a version 4 UUID in lower case.
    package var requestID: String
    /// The event's bytes.
    package var event: [UInt8]
    /// The client's context, as the Runtime API hands it on: JSON.
    package var clientContext: String?
    /// The identity of an Amazon Cognito user, as the Runtime API hands it on: JSON.
    package var cognitoIdentity: String?
    /// The value of `X-Amzn-Trace-Id`.
    package var traceID: String
    /// The tenant that it belongs to, where the function's environments are kept apart by tenants.
    package var tenantID: String?

    /// Creates an invocation.
    package init(
        requestID: String,
        event: [UInt8],
        clientContext: String? = nil,
        cognitoIdentity: String? = nil,
        traceID: String,
        tenantID: String? = nil
    ) {
        self.requestID = requestID
        self.event = event
        self.clientContext = clientContext
        self.cognitoIdentity = cognitoIdentity
        self.traceID = traceID
        self.tenantID = tenantID
    }
}
