import JSON

extension EnvironmentMachine {
    mutating func handleNext(_ token: RequestToken) throws(APIRefusal) {
        switch runtime.state {
        case .absent, .initError, .responding:
            throw .runtimeTransition(from: runtime.state, to: "Ready")
        case .started:
            record(.runtimeReady)
            fallthrough
        case .responded:
            runtime.state = .ready
            runtime.held.append(token)
        case .ready:
            runtime.held.append(token)
            deliverEvent()
        case .running:
            // Lambda's supervisor hands out the same event again.
            if let invocation { act(.answer(token, event(of: invocation))) } else { runtime.held.append(token) }
        }
    }

    /// Hands the event of the current invocation to a waiting runtime.
    mutating func deliverEvent() {
        guard phase == .invoking, let invocation, !invocation.isDelivered, !runtime.held.isEmpty else { return }
        // Recorded first: the process may end before the clock is read again.
        record(.delivered(requestID: invocation.requestID))
        act(.answer(runtime.held.removeFirst(), event(of: invocation)))
        runtime.state = .running
        self.invocation?.isDelivered = true
    }

    private func event(of invocation: CurrentInvocation) -> APIResponse {
        var headers: HTTPFields = [
            "Lambda-Runtime-Aws-Request-Id": invocation.requestID,
            "Lambda-Runtime-Deadline-Ms": String(invocation.deadline),
            "Lambda-Runtime-Invoked-Function-Arn": settings.functionARN,
        ]
        // Empty values are left out.
        for (name, value) in [
            ("Lambda-Runtime-Trace-Id", invocation.invocation.traceID),
            ("Lambda-Runtime-Client-Context", invocation.invocation.clientContext ?? ""),
            ("Lambda-Runtime-Cognito-Identity", invocation.invocation.cognitoIdentity ?? ""),
            ("Lambda-Runtime-Aws-Tenant-Id", invocation.invocation.tenantID ?? ""),
            (RuntimeField.contentType, "application/json"),
        ] where !value.isEmpty { headers.fields.append(HTTPFields.Field(name, value)) }
        return APIResponse(200, headers: headers, body: invocation.invocation.event)
    }

    mutating func handleResponse(
        _ token: RequestToken,
        _ request: APIRequest,
        requestID: String
    ) throws(APIRefusal) {
        if Self.isStreamed(request) {
            try beginStream(token, request, requestID: requestID)
            handleStreamPart(token, request.body)
            handleStreamEnd(token, request.trailers)
            return
        }
        try beginResponse(token, request, requestID: requestID)
        try refuseOversized(request, requestID: requestID)
        runtime.state = .responded
        answer(
            .response(request.body, contentType: request.headers[RuntimeField.contentType] ?? "application/json"),
            requestID: requestID
        )
        act(.answer(token, .accepted))
    }

    mutating func handleInvocationError(
        _ token: RequestToken,
        _ request: APIRequest,
        requestID: String
    ) throws(APIRefusal) {
        try checkAnswering(requestID, goal: "InvocationErrorResponse")
        try refuseOversized(request, requestID: requestID)
        runtime.state = .responded
        answer(.failure(reportedError(request, requestID: requestID)), requestID: requestID)
        act(.answer(token, .accepted))
    }

    mutating func handleInitError(_ token: RequestToken, _ request: APIRequest) throws(APIRefusal) {
        guard runtime.state == .started else { throw .runtimeTransition(from: runtime.state, to: "InitError") }
        let error = reportedError(request, requestID: invocation?.requestID ?? "init")
        runtime.state = .initError
        // An unreadable error has no message to log; the caller still gets its bytes.
        let message = (try? JSONValue(parsing: error.body))?["errorMessage"]?.string
        runtime.initError = EnvironmentFailure(
            error.errorType, message ?? "The runtime could not start", reportedBody: error.body
        )
        act(.answer(token, .accepted))
    }

    /// Checks that the runtime may answer an invocation.
    func checkAnswering(_ requestID: String, goal: String) throws(APIRefusal) {
        guard let invocation, invocation.requestID == requestID else { throw .invalidRequestID }
        guard runtime.state == .running else { throw .runtimeTransition(from: runtime.state, to: goal) }
    }

    /// Checks a response's head; an unknown mode fails the invocation, and the runtime can then only end.
    mutating func beginResponse(
        _ token: RequestToken,
        _ request: APIRequest,
        requestID: String
    ) throws(APIRefusal) {
        try checkAnswering(requestID, goal: "InvocationResponse")
        guard let mode = request.headers[RuntimeField.responseMode], !mode.isEmpty, mode.lowercased() != "streaming"
        else { return }
        runtime.state = .responding(nil)
        let failure = EnvironmentFailure(
            "Runtime.InvalidResponseModeHeader", APIRefusal.invalidResponseMode.message
        )
        answer(.failure(failure.error(requestID: requestID)), requestID: requestID)
        throw .invalidResponseMode
    }

    private mutating func refuseOversized(_ request: APIRequest, requestID: String) throws(APIRefusal) {
        // The server may have cut off an oversized body.
        let size = max(request.body.count, request.headers["Content-Length"].flatMap { Int($0) } ?? 0)
        guard size > InvocationLimits.payloadBytes else { return }
        runtime.state = .responded
        answer(.failure(.responseTooLarge(bytes: size)), requestID: requestID)
        throw .responseTooLarge
    }

    /// Sends the caller the whole answer, once.
    private mutating func answer(_ answer: InvocationAnswer, requestID: String) {
        guard invocation?.answer == CurrentInvocation.Answer.none else { return }
        invocation?.answer = .complete
        if case .failure = answer {
            record(.responded(requestID: requestID, isError: true))
        } else {
            record(.responded(requestID: requestID, isError: false))
        }
        act(.deliver(.complete(answer)))
    }
}
