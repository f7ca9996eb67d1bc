public import Host
import Synchronization

/// Where the answer to one request through the front door goes.
protocol FrontDoorResponder: Sendable {
    /// Sends a whole answer.
    func send(_ response: APIResponse)
    /// Sends an answer's head; its body follows in parts.
    func begin(_ head: APIResponse)
    /// Sends a part of the body.
    func part(_ bytes: [UInt8])
    /// Ends the body.
    func end()
    /// Breaks off, so that the client sees that the body is not whole.
    func abort()
}

/// Takes requests for a function as Lambda's Invoke API and a function URL do, and answers them.
public struct FrontDoor: Sendable {
    private let pool: EnvironmentPool
    private let api: InvokeAPI
    private let region: String
    private let clock: any HostClock

    /// Creates a front door to the environments of a function.
    public init(to pool: EnvironmentPool, settings: EnvironmentSettings, region: String, clock: any HostClock) {
        self.pool = pool
        api = InvokeAPI(functionName: settings.functionName, functionARN: settings.functionARN)
        self.region = region
        self.clock = clock
    }

    /// Answers a request; a caller that waits is answered before the invocation is over.
    func answer(_ request: APIRequest, from peer: String, port: Int, by responder: any FrontDoorResponder) async {
        var random = SystemRandomNumberGenerator()
        let requestID = Identifiers.requestID(using: &random)
        let traceID =
            request.headers["X-Amzn-Trace-Id"]
            ?? Identifiers.traceID(epochSeconds: Int64(clock.secondsSince1970), using: &random)
        // Other operations of Lambda are not a function's requests.
        if InvokeAPI.owns(path: request.path) || request.path.hasPrefix("/2015-03-31/") {
            await invoke(request, requestID: requestID, traceID: traceID, by: responder)
        } else {
            let context = FunctionURLContext(
                region: region, requestID: requestID, traceID: traceID, sourceIP: peer, port: port,
                epochMilliseconds: Int64(clock.secondsSince1970 * 1_000))
            await visit(request, context, by: responder)
        }
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
        if call.kind != .requestResponse {
            responder.send(api.response(to: call, requestID: requestID, traceID: traceID))
        }
        guard call.kind != .dryRun else { return }
        let invocation = Invocation(
            requestID: requestID, event: call.event, clientContext: call.clientContext, traceID: traceID)
        let answers = BufferedAnswer()
        // The end of the log is only there when the invocation is over.
        let answersAtOnce = call.kind == .requestResponse && !call.wantsLog
        do {
            let log = try await pool.invoke(invocation, keepingLog: call.wantsLog) { delivery in
                guard let answer = answers.take(delivery), answersAtOnce else { return }
                responder.send(api.response(to: call, requestID: requestID, traceID: traceID, answer: answer))
            }
            guard call.kind == .requestResponse, call.wantsLog || answers.answer == nil else { return }
            guard let answer = answers.answer else { throw EnvironmentPoolError.ended }
            responder.send(
                api.response(to: call, requestID: requestID, traceID: traceID, answer: answer, log: log))
        } catch {
            guard call.kind == .requestResponse else { return }
            let refusal = InvokeRefusal(500, "ServiceException", "There is no execution environment: \(error)")
            responder.send(refusal.response(requestID: requestID))
        }
    }

    private func visit(
        _ request: APIRequest, _ context: FunctionURLContext, by responder: any FrontDoorResponder
    ) async {
        guard request.body.count <= EnvironmentMachine.payloadLimit else {
            return responder.send(APIResponse(413, json: ["Message": "Request must be smaller than 6291556 bytes"]))
        }
        let invocation = Invocation(
            requestID: context.requestID, event: FunctionURLEvent.json(for: request, in: context).bytes,
            traceID: context.traceID)
        let answer = VisitorAnswer(responder)
        do {
            try await pool.invoke(invocation) { answer.deliver($0) }
            answer.finish()
        } catch {
            answer.finish()
        }
    }
}

/// An answer as a caller of the Invoke API gets it: whole, also where the function streams.
private final class BufferedAnswer: Sendable {
    private struct State {
        var contentType = ""
        var body: [UInt8] = []
        var answer: InvocationAnswer?
    }

    private let state = Mutex(State())

    var answer: InvocationAnswer? { state.withLock(\.answer) }

    /// Takes what comes.
    ///
    /// - Returns: the answer, once it is whole.
    func take(_ delivery: InvocationDelivery) -> InvocationAnswer? {
        state.withLock { state in
            switch delivery {
            case .complete(let answer): state.answer = answer
            case .streamStarted(let contentType): state.contentType = contentType
            case .streamPart(let part):
                // One byte beyond the limit is enough to know.
                state.body += part.prefix(max(0, EnvironmentMachine.payloadLimit + 1 - state.body.count))
            case .streamEnded(let error?): state.answer = .failure(error)
            case .streamEnded(nil):
                state.answer =
                    state.body.count > EnvironmentMachine.payloadLimit
                    ? .failure(.responseTooLarge(bytes: state.body.count))
                    : .response(state.body, contentType: state.contentType)
            }
            return state.answer
        }
    }
}

/// An answer as a client of a function URL gets it: a stream streams.
private final class VisitorAnswer: Sendable {
    private enum State {
        case waiting
        case prelude(StreamPrelude)
        case streaming
        case over
    }

    private let responder: any FrontDoorResponder
    private let state = Mutex(State.waiting)

    init(_ responder: any FrontDoorResponder) {
        self.responder = responder
    }

    func deliver(_ delivery: InvocationDelivery) {
        state.withLock { state in
            switch (delivery, state) {
            case (.complete(let answer), .waiting):
                responder.send(FunctionURLAnswer.response(for: answer))
                state = .over
            case (.streamStarted(let contentType), .waiting):
                if StreamPrelude.isExpected(contentType: contentType) {
                    state = .prelude(StreamPrelude())
                } else {
                    responder.begin(StreamPrelude.head(contentType: contentType))
                    state = .streaming
                }
            case (.streamPart(let part), .prelude(var prelude)):
                state = read(part, &prelude)
            case (.streamPart(let part), .streaming): responder.part(part)
            case (.streamEnded(nil), .streaming):
                responder.end()
                state = .over
            case (.streamEnded, .streaming):
                responder.abort()
                state = .over
            case (.streamEnded, .prelude):
                responder.send(FunctionURLAnswer.badGateway)
                state = .over
            default: break
            }
        }
    }

    /// Answers a client whose invocation never came to an end.
    func finish() {
        state.withLock { state in
            switch state {
            case .waiting, .prelude: responder.send(FunctionURLAnswer.badGateway)
            case .streaming: responder.abort()
            case .over: break
            }
            state = .over
        }
    }

    private func read(_ part: [UInt8], _ prelude: inout StreamPrelude) -> State {
        switch prelude.append(part) {
        case .more: return .prelude(prelude)
        case .malformed:
            responder.send(FunctionURLAnswer.badGateway)
            return .over
        case .began(let head, let body):
            responder.begin(head)
            if !body.isEmpty { responder.part(body) }
            return .streaming
        }
    }
}
