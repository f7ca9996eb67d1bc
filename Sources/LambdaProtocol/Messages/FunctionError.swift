/// A failed invocation, as its caller sees it.
package struct FunctionError: Sendable, Hashable {
    /// The type, such as `Sandbox.Timedout`, `Runtime.ExitError`, or what the function reported.
    package var errorType: String
    /// The body that the caller gets; what the function reported is passed on unchanged.
    package var body: [UInt8]

    /// Creates an error.
    package init(errorType: String, body: [UInt8]) {
        self.errorType = errorType
        self.body = body
    }
}

extension FunctionError {
    /// The error for a response that is larger than Lambda allows.
    package static func responseTooLarge(bytes: Int) -> FunctionError {
        let errorType = "Function.ResponseSizeTooLarge"
        let message =
            "Response payload size (\(bytes) bytes) exceeded maximum allowed payload size "
            + "(\(InvocationLimits.payloadBytes) bytes)."
        return FunctionError(errorType: errorType, body: EnvironmentFailure.body(errorType, message))
    }
}
