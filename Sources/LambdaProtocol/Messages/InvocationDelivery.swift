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
