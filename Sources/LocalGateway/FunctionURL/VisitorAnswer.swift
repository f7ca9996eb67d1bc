import LambdaProtocol
import Synchronization

/// An answer for the client of a function URL.
final class VisitorAnswer: Sendable {
    private enum Phase {
        case waiting
        case buffering
        case prelude
        case streaming
        case over
    }

    private struct State {
        var phase: Phase
        var prelude = StreamPrelude()
    }

    private let responder: any FrontDoorResponder
    private let onFault: @Sendable (_ fault: VisitorFault, _ reason: String) -> Void
    private let buffer = BufferedAnswer()
    private let state: Mutex<State>

    /// Creates an answer.
    ///
    /// - Parameter onFault: called with the reason if the client does not get a complete answer.
    init(
        _ mode: InvokeMode, by responder: any FrontDoorResponder,
        onFault: @escaping @Sendable (_ fault: VisitorFault, _ reason: String) -> Void
    ) {
        self.responder = responder
        self.onFault = onFault
        state = Mutex(State(phase: mode == .buffered ? .buffering : .waiting))
    }

    func deliver(_ delivery: InvocationDelivery) {
        state.withLock { state in
            switch (delivery, state.phase) {
            case (_, .buffering):
                guard let answer = buffer.take(delivery) else { return }
                send(answer)
                state.phase = .over
            case (.complete(let answer), .waiting):
                send(answer)
                state.phase = .over
            case (.streamStarted(let contentType), .waiting):
                if StreamPrelude.isExpected(contentType: contentType) {
                    state.phase = .prelude
                } else {
                    responder.begin(StreamPrelude.head(contentType: contentType))
                    state.phase = .streaming
                }
            case (.streamPart(let part), .prelude): state.phase = read(part, &state.prelude)
            case (.streamPart(let part), .streaming): responder.part(part)
            case (.streamEnded(nil), .streaming):
                responder.end()
                state.phase = .over
            case (.streamEnded(let error?), .streaming):
                onFault(.brokenOff, error.errorType)
                responder.abort()
                state.phase = .over
            case (.streamEnded(let error), .prelude):
                refuse(error.map { FunctionURLFault.functionFailed($0) } ?? .preludeWithoutEnd)
                state.phase = .over
            default: break
            }
        }
    }

    /// Answers a client whose invocation did not complete.
    ///
    /// - Parameter reason: the reason.
    func finish(_ reason: String) {
        state.withLock { state in
            switch state.phase {
            case .over: return
            case .streaming:
                onFault(.brokenOff, reason)
                responder.abort()
            case .waiting, .buffering, .prelude:
                onFault(.badGateway, reason)
                responder.send(FunctionURLAnswer.badGateway)
            }
            state.phase = .over
        }
    }

    private func send(_ answer: InvocationAnswer) {
        do {
            responder.send(try FunctionURLAnswer.response(for: answer))
        } catch {
            refuse(error)
        }
    }

    private func refuse(_ fault: FunctionURLFault) {
        onFault(.badGateway, fault.reason)
        responder.send(FunctionURLAnswer.badGateway)
    }

    private func read(_ part: [UInt8], _ prelude: inout StreamPrelude) -> Phase {
        do {
            guard let (head, body) = try prelude.append(part) else { return .prelude }
            responder.begin(head)
            if !body.isEmpty { responder.part(body) }
            return .streaming
        } catch {
            refuse(error)
            return .over
        }
    }
}

/// How an answer fails a client of a function URL.
enum VisitorFault: Sendable, Hashable {
    /// It gets 502 Bad Gateway.
    case badGateway
    /// It already has a status and a part of the body, and the connection closes.
    case brokenOff
}
