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

/// What the caller of a function is told, in the order it comes.
///
/// It is either one `complete`, or `streamStarted`, any number of `streamPart`, and `streamEnded`.
package enum InvocationDelivery: Sendable, Hashable {
    /// The whole answer.
    case complete(InvocationAnswer)
    /// A streamed answer begins, with the `Content-Type` that the function gave it.
    case streamStarted(contentType: String)
    /// Bytes of a streamed answer.
    case streamPart([UInt8])
    /// A streamed answer is over, by an error where the function or its environment had one.
    case streamEnded(FunctionError?)
}

/// The whole answer to an invocation.
package enum InvocationAnswer: Sendable, Hashable {
    /// The function answered with bytes of a content type.
    case response([UInt8], contentType: String)
    /// The function or its environment failed: HTTP 200 with `X-Amz-Function-Error: Unhandled`.
    case failure(FunctionError)
}

/// A failed invocation, as its caller sees it.
package struct FunctionError: Sendable, Hashable {
    /// Such as `Sandbox.Timedout`, `Runtime.ExitError`, or what the function reported.
    package var errorType: String
    /// The body that the caller gets; what the function reported is handed on byte by byte.
    package var body: [UInt8]

    /// Creates an error.
    package init(errorType: String, body: [UInt8]) {
        self.errorType = errorType
        self.body = body
    }
}
