/// An invocation of a function on Lambda.
struct Invocation: Sendable, Hashable {
    /// What Lambda says about it.
    var head: InvocationHead
    /// The response, or the error's description.
    var response: [UInt8]

    /// Whether the function succeeded.
    var isSuccess: Bool { head.status == 200 && head.functionError == nil }
}
