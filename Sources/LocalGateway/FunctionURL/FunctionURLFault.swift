package import JSON
package import LambdaProtocol

/// Why a function's answer cannot become an HTTP response.
package enum FunctionURLFault: Error, Sendable, Hashable {
    /// The function failed.
    case functionFailed(FunctionError)
    /// The answer is not JSON.
    case notJSON(JSONFault)
    /// The answer contains something that HTTP cannot express.
    case malformed(String)
    /// A streamed answer ended within its leading JSON.
    case preludeWithoutEnd

    /// The reason in words.
    package var reason: String {
        switch self {
        case .functionFailed(let error): "the function failed: \(error.errorType)"
        case .notJSON(let fault): "the answer is not JSON: expected \(fault.expected) at byte \(fault.offset)"
        case .malformed(let what): what
        case .preludeWithoutEnd: "the stream ended before the eight zero bytes that follow its status and header fields"
        }
    }
}
