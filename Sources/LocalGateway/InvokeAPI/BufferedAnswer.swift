import LambdaProtocol
import Synchronization

/// An answer that a caller gets at once, even if the function streams.
final class BufferedAnswer: Sendable {
    private struct State {
        var contentType = ""
        var body: [UInt8] = []
        var answer: InvocationAnswer?
    }

    private let state = Mutex(State())

    var answer: InvocationAnswer? { state.withLock(\.answer) }

    /// Adds a part.
    ///
    /// - Returns: the answer, once it is complete.
    func take(_ delivery: InvocationDelivery) -> InvocationAnswer? {
        state.withLock { state in
            switch delivery {
            case .complete(let answer): state.answer = answer
            case .streamStarted(let contentType): state.contentType = contentType
            case .streamPart(let part):
                // One byte beyond the limit is enough to detect.
                state.body += part.prefix(max(0, InvocationLimits.payloadBytes + 1 - state.body.count))
            case .streamEnded(let error?): state.answer = .failure(error)
            case .streamEnded(nil):
                state.answer =
                    state.body.count > InvocationLimits.payloadBytes
                    ? .failure(.responseTooLarge(bytes: state.body.count))
                    : .response(state.body, contentType: state.contentType)
            }
            return state.answer
        }
    }
}
