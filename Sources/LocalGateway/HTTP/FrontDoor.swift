package import Host
import JSON
package import LambdaProtocol
package import LocalEnvironment
import Synchronization

/// Answers requests for a function, as Lambda's Invoke API and as a function URL.
package struct FrontDoor: Sendable {
    private let pool: EnvironmentPool
    private let api: InvokeAPI
    private let region: String
    private let clock: any HostClock
    private let access: FrontDoorAccess
    private let mode: InvokeMode
    let onNote: @Sendable (FrontDoorNote) -> Void

    /// Creates a front door to the environments of a function.
    ///
    /// - Parameters:
    ///   - access: who can send requests.
    ///   - mode: how the function URL passes on answers.
    ///   - onNote: called with what the user who runs the function should know.
    package init(
        to pool: EnvironmentPool, settings: EnvironmentSettings, region: String, clock: any HostClock,
        access: FrontDoorAccess = FrontDoorAccess(), mode: InvokeMode = .buffered,
        onNote: @escaping @Sendable (FrontDoorNote) -> Void = { _ in }
    ) {
        self.pool = pool
        api = InvokeAPI(functionName: settings.functionName, functionARN: settings.functionARN)
        self.region = region
        self.clock = clock
        self.access = access
        self.mode = mode
        self.onNote = onNote
    }

    /// Answers a request; a waiting caller gets its answer before the invocation is over.
    func answer(_ request: APIRequest, from peer: String, port: Int, by responder: any FrontDoorResponder) async {
        var random = SystemRandomNumberGenerator()
        let requestID = Identifiers.requestID(using: &random)
        let traceID =
            request.headers["X-Amzn-Trace-Id"]
            ?? Identifiers.traceID(epochSeconds: Int64(clock.secondsSince1970), using: &random)
        let isAPI = InvokeAPI.owns(path: request.path)
        let origin: String?
        switch access.verdict(on: request, isAPI: isAPI) {
        case .allowed(let allowed): origin = allowed
        case .refused(let refusal):
            onNote(.refused(path: request.path, reason: refusal.message))
            return responder.send(Self.response(to: refusal, isAPI: isAPI, requestID: requestID))
        }
        // Other Lambda operations are not requests for the function.
        guard !isAPI else { return await invoke(request, requestID: requestID, traceID: traceID, by: responder) }
        let context = FunctionURLContext(
            region: region, requestID: requestID, traceID: traceID, sourceIP: peer, port: port,
            epochMilliseconds: Int64(clock.secondsSince1970 * 1_000))
        guard let origin else { return await visit(request, context, by: responder) }
        let sharing = CrossOriginSharing(origin: origin)
        if let answer = sharing.answer(to: request) { return responder.send(answer) }
        await visit(request, context, by: SharingResponder(base: responder, sharing: sharing))
    }

    private static func response(to refusal: FrontDoorRefusal, isAPI: Bool, requestID: String) -> APIResponse {
        isAPI
            ? APIRefusal(refusal.status, "AccessDeniedException", refusal.message).response(requestID: requestID)
            : APIResponse(refusal.status, json: ["Message": .string(refusal.message)])
    }

    private func invoke(
        _ request: APIRequest, requestID: String, traceID: String, by responder: any FrontDoorResponder
    ) async {
        let call: InvokeCall
        do {
            call = try api.read(request)
        } catch {
            return responder.send(error.response(requestID: requestID))
        }
        guard call.kind != .dryRun else {
            return responder.send(api.response(to: call, requestID: requestID, traceID: traceID))
        }
        let invocation = Invocation(
            requestID: requestID, event: call.event, clientContext: call.clientContext, traceID: traceID,
            tenantID: call.tenantID)
        switch call.kind {
        case .event: await queue(invocation, of: call, by: responder)
        case .requestResponse, .dryRun: await run(invocation, of: call, by: responder)
        }
    }

    /// Runs an invocation whose caller waits.
    private func run(_ invocation: Invocation, of call: InvokeCall, by responder: any FrontDoorResponder) async {
        let answers = BufferedAnswer()
        let (requestID, traceID) = (invocation.requestID, invocation.traceID)
        do {
            let log = try await pool.invoke(invocation, keepingLog: call.wantsLog) { delivery in
                // The end of the log exists only after the invocation.
                guard let answer = answers.take(delivery), !call.wantsLog else { return }
                responder.send(api.response(to: call, requestID: requestID, traceID: traceID, answer: answer))
            }
            guard call.wantsLog, let answer = answers.answer else { return }
            responder.send(
                api.response(to: call, requestID: requestID, traceID: traceID, answer: answer, log: log))
        } catch {
            guard answers.answer == nil || call.wantsLog else { return }
            responder.send(APIRefusal(error).response(requestID: requestID))
        }
    }

    /// Runs an invocation whose caller only gets an acknowledgement.
    private func queue(_ invocation: Invocation, of call: InvokeCall, by responder: any FrontDoorResponder) async {
        let requestID = invocation.requestID
        let accepted = api.response(to: call, requestID: requestID, traceID: invocation.traceID)
        let isAccepted = Mutex(false)
        do {
            try await pool.invoke(
                invocation,
                onAdmission: {
                    isAccepted.withLock { $0 = true }
                    responder.send(accepted)
                }
            ) { _ in }
        } catch {
            guard isAccepted.withLock({ $0 }) else {
                return responder.send(APIRefusal(error).response(requestID: requestID))
            }
            onNote(.queuedEventFailed(requestID: requestID, reason: APIRefusal.reason(for: error)))
        }
    }

    private func visit(
        _ request: APIRequest, _ context: FunctionURLContext, by responder: any FrontDoorResponder
    ) async {
        let tooLarge = APIResponse(
            413, json: ["Message": .string("Request must be smaller than \(InvocationLimits.payloadBytes) bytes")])
        guard request.body.count <= InvocationLimits.payloadBytes else { return responder.send(tooLarge) }
        let event = FunctionURLEvent.json(for: request, in: context).bytes
        // Base64 makes a body a third larger, and Lambda measures the event.
        guard event.count <= InvocationLimits.payloadBytes else { return responder.send(tooLarge) }
        let invocation = Invocation(requestID: context.requestID, event: event, traceID: context.traceID)
        let answer = VisitorAnswer(mode, by: responder) { fault, reason in
            switch fault {
            case .badGateway: onNote(.badGateway(requestID: context.requestID, reason: reason))
            case .brokenOff: onNote(.brokenOff(requestID: context.requestID, reason: reason))
            }
        }
        do {
            try await pool.invoke(invocation, flow: responder.flow) { answer.deliver($0) }
        } catch EnvironmentPoolError.tooManyWaiting {
            responder.send(APIResponse(429, json: ["Message": "Rate Exceeded."]))
        } catch {
            answer.finish(APIRefusal.reason(for: error))
        }
    }
}
