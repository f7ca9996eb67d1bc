/// An invocation that failed in a rehearsal.
package struct RehearsalFailure: Sendable, Hashable {
    /// The number of the invocation, counted from 1.
    package var invocation: Int
    /// The error type, such as `Sandbox.Timedout`.
    package var errorType: String
    /// The body that a caller would get, shortened if it is long.
    package var body: String

    /// Creates a failure.
    package init(invocation: Int, errorType: String, body: String) {
        self.invocation = invocation
        self.errorType = errorType
        self.body = body
    }
}
