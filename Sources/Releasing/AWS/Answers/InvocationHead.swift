/// What Lambda says about an invocation besides the response.
struct InvocationHead: Sendable, Hashable {
    /// The HTTP status: 200, also if the function failed.
    var status: Int
    /// The version that was invoked.
    var version: String?
    /// `Handled` or `Unhandled`, if the function failed; the response then describes the error.
    var functionError: String?
    /// The last 4 KB of the log.
    var logTail: String
}
