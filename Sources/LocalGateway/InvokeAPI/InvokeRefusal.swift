package import LambdaProtocol
import LocalEnvironment
import Model

/// A call that Lambda's API would refuse, in its own words.
package struct InvokeRefusal: Error, Sendable, Hashable {
    /// The status code.
    package var status: Int
    /// The error's type, such as `ResourceNotFoundException`.
    package var errorType: String
    /// The message.
    package var message: String

    /// Creates a refusal.
    package init(_ status: Int, _ errorType: String, _ message: String) {
        self.status = status
        self.errorType = errorType
        self.message = message
    }

    /// The answer to the caller.
    package func response(requestID: String) -> APIResponse {
        APIResponse(
            status, headers: ["x-amzn-RequestId": requestID, "x-amzn-ErrorType": errorType],
            json: ["Type": "User", "Message": .string(message)]
        )
    }

    /// What Lambda answers while it runs as many invocations as it may.
    static let throttled = InvokeRefusal(429, "TooManyRequestsException", "Rate Exceeded.")

    /// The refusal of an operation of AWS's APIs other than Invoke.
    static func notServed(_ request: APIRequest) -> InvokeRefusal {
        InvokeRefusal(
            501, "UnknownOperationException",
            "A local run answers Invoke (POST /2015-03-31/functions/NAME/invocations) and the function's URL, "
                + "not \(request.method) \(request.path)"
        )
    }

    /// The refusal of a call for which there was no environment.
    init(_ error: any Error) {
        if error as? EnvironmentPoolError == .tooManyWaiting {
            self = .throttled
        } else {
            self.init(500, "ServiceException", Self.reason(for: error))
        }
    }

    /// Why there was no environment, in words.
    static func reason(for error: any Error) -> String {
        (error as? any DiagnosedError)?.diagnostics.map(\.summary).joined(separator: "; ") ?? "\(error)"
    }

    static func invalid(_ field: String, _ value: String, _ allowed: [String]) -> InvokeRefusal {
        InvokeRefusal(
            400, "InvalidParameterValueException",
            "Value '\(value)' at '\(field)' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[\(allowed.joined(separator: ", "))]"
        )
    }
}
