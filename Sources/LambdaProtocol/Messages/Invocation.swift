/// One event for a function, as sent by its caller.
package struct Invocation: Sendable, Hashable {
    /// Lambda's request identifier: a version 4 UUID in lower case.
    package var requestID: String
    /// The event's bytes.
    package var event: [UInt8]
    /// The client context, as the Runtime API passes it on: JSON.
    package var clientContext: String?
    /// The Amazon Cognito identity, as the Runtime API passes it on: JSON.
    package var cognitoIdentity: String?
    /// The value of `X-Amzn-Trace-Id`.
    package var traceID: String
    /// The tenant, if the function isolates its tenants' environments.
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
