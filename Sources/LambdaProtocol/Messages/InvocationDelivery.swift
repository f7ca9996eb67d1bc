/// What the caller of a function receives, in order.
///
/// It is either one `complete`, or `streamStarted`, any number of `streamPart`, and `streamEnded`.
package enum InvocationDelivery: Sendable, Hashable {
    /// The complete answer.
    case complete(InvocationAnswer)
    /// A streamed answer begins, with the function's `Content-Type`.
    case streamStarted(contentType: String)
    /// Bytes of a streamed answer.
    case streamPart([UInt8])
    /// A streamed answer is over, with the error of the function or its environment, if any.
    case streamEnded(FunctionError?)
}
