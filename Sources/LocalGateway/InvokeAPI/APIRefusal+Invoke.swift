import JSON
package import LambdaProtocol
import LocalEnvironment
import Model

/// Refusals in the words of Lambda's API.
extension APIRefusal {
    /// The answer of the Invoke API.
    package func response(requestID: String) -> APIResponse {
        APIResponse(
            status, headers: ["x-amzn-RequestId": requestID, "x-amzn-ErrorType": errorType],
            json: ["Type": "User", "Message": .string(message)]
        )
    }

    /// Lambda's answer when its concurrency is exhausted.
    static let throttled = APIRefusal(429, "TooManyRequestsException", "Rate Exceeded.")

    /// The refusal of AWS operations other than Invoke.
    static func notServed(_ request: APIRequest) -> APIRefusal {
        APIRefusal(
            501, "UnknownOperationException",
            "A local run supports Invoke (POST /2015-03-31/functions/NAME/invocations) and the function's URL, "
                + "not \(request.method) \(request.path)"
        )
    }

    /// The refusal of a call that got no environment.
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

    static func invalid(_ field: String, _ value: String, _ allowed: [String]) -> APIRefusal {
        APIRefusal(
            400, "InvalidParameterValueException",
            "Value '\(value)' at '\(field)' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[\(allowed.joined(separator: ", "))]"
        )
    }
}
