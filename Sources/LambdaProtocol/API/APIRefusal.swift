import JSON

/// A request that an API refuses.
package struct APIRefusal: Error, Sendable, Hashable {
    /// The status code.
    package var status: Int
    /// The error's type, such as `ResourceNotFoundException`.
    package var errorType: String
    /// The message.
    package var message: String
    var headers: HTTPFields = [:]

    /// Creates a refusal.
    package init(_ status: Int, _ errorType: String, _ message: String) {
        self.status = status
        self.errorType = errorType
        self.message = message
    }

    /// The answer of the Runtime API and the Extensions API.
    var response: APIResponse {
        APIResponse(
            status, headers: headers,
            json: ["errorMessage": .string(message), "errorType": .string(errorType)]
        )
    }

    static func forbidden(_ errorType: String, _ message: String) -> APIRefusal {
        APIRefusal(403, errorType, message)
    }

    static let invalidRequestID = APIRefusal(400, "InvalidRequestID", "Invalid request ID")
    static let invalidResponseMode = APIRefusal(400, "InvalidFunctionResponseMode", "Invalid function response mode")
    static let responseTooLarge = APIRefusal(
        413, "RequestEntityTooLarge",
        "Exceeded maximum allowed payload size (\(InvocationLimits.payloadBytes) bytes)."
    )

    static func runtimeTransition(from state: RuntimeParty.State, to goal: String) -> APIRefusal {
        forbidden(
            "InvalidStateTransition",
            "State transition from \(state.name) to \(goal) failed for runtime. Error: State transition is not allowed"
        )
    }

    static func extensionTransition(of party: ExtensionParty, to goal: String, as label: String) -> APIRefusal {
        forbidden(
            "Extension.InvalidExtensionState",
            "State transition from \(party.state.rawValue) to \(goal) failed for extension \(label)."
                + " Error: State transition is not allowed"
        )
    }
}

extension RuntimeParty.State {
    /// As error messages of the Runtime API name it.
    fileprivate var name: String {
        switch self {
        case .absent: "NotStarted"
        case .started: "Started"
        case .initError: "InitError"
        case .ready: "Ready"
        case .running: "Running"
        case .responding: "InvocationResponse"
        case .responded: "RuntimeResponseSentState"
        }
    }
}
