/// The complete answer to an invocation.
package enum InvocationAnswer: Sendable, Hashable {
    /// The function answered with bytes and a content type.
    case response([UInt8], contentType: String)
    /// The function or its environment failed: HTTP 200 with `X-Amz-Function-Error: Unhandled`.
    case failure(FunctionError)
}
