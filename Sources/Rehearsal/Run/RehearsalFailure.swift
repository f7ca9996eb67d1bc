/// An invocation that failed in a rehearsal.
package struct RehearsalFailure: Sendable, Hashable {
    /// Which, counted from 1.
    package var invocation: Int
    /// Such as `Sandbox.Timedout`.
    package var errorType: String
    /// The body that a caller would get, cut where it is long.
    package var body: String

    /// Creates a failure.
    package init(invocation: Int, errorType: String, body: String) {
        self.invocation = invocation
        self.errorType = errorType
        self.body = body
    }
}
