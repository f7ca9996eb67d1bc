import JSON

extension EnvironmentMachine {
    /// Answers or keeps a request; a refused one changes nothing.
    mutating func handle(_ request: APIRequest, _ token: RequestToken, isStreamed: Bool = false) {
        do throws(APIRefusal) {
            // A web page may find the port and take the function's event or answer in the function's place.
            guard request.isFromThisMachine else {
                throw .forbidden("AccessDenied", "Only processes of this execution environment may use this API")
            }
            guard let call = APICall(path: request.path) else {
                throw APIRefusal(404, "NotFound", "There is nothing at \(request.path)")
            }
            guard call.method == request.method else {
                var refusal = APIRefusal(405, "MethodNotAllowed", "\(request.path) takes \(call.method) only")
                refusal.headers["Allow"] = call.method
                throw refusal
            }
            try handle(call, request, token, isStreamed: isStreamed)
        } catch {
            act(.answer(token, error.response))
            act(
                .warn(
                    .refused(
                        request: "\(request.method) \(request.path)", status: error.status, errorType: error.errorType
                    )
                )
            )
        }
    }

    private mutating func handle(
        _ call: APICall,
        _ request: APIRequest,
        _ token: RequestToken,
        isStreamed: Bool
    ) throws(APIRefusal) {
        switch call {
        case .ping: act(.answer(token, .pong))
        case .next: try handleNext(token)
        case .response(let requestID):
            if isStreamed {
                try beginStream(token, request, requestID: requestID)
            } else {
                try handleResponse(token, request, requestID: requestID)
            }
        case .invocationError(let requestID): try handleInvocationError(token, request, requestID: requestID)
        case .initError: try handleInitError(token, request)
        case .register: try handleRegistration(token, request)
        case .extensionNext: try handleExtensionNext(token, request)
        case .extensionInitError: try handleExtensionError(token, request, goal: .initError)
        case .extensionExitError: try handleExtensionError(token, request, goal: .exitError)
        case .telemetry: act(.answer(token, Self.unsupported("Telemetry")))
        case .logs: act(.answer(token, Self.unsupported("Logs")))
        }
    }

    /// Subscribers never get anything; AWS documents this answer for local environments, so that extensions carry on
    /// without it.
    private static func unsupported(_ name: String) -> APIResponse {
        APIResponse(
            202,
            json: [
                "errorMessage": .string("\(name) API is not supported"), "errorType": .string("\(name).NotSupported"),
            ]
        )
    }

    /// Forgets a request whose peer disconnected.
    mutating func handleHangUp(_ token: RequestToken) {
        runtime.held.removeAll { $0 == token }
        for index in extensions.indices where extensions[index].held == token { extensions[index].held = nil }
        guard runtime.state == .responding(token) else { return }
        runtime.state = .responded
        let failure = EnvironmentFailure("Runtime.TruncatedResponse", "The response broke off")
        if let invocation { endStream(failure.error(requestID: invocation.requestID)) }
    }
}
