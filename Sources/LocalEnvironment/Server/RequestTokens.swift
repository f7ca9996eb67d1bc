import LambdaProtocol
import Synchronization

/// Hands out tokens.
final class RequestTokens: Sendable {
    private let last = Mutex<UInt64>(0)

    /// A token that no other request has.
    func next() -> RequestToken {
        RequestToken(
            last.withLock { last in
                last += 1
                return last
            })
    }
}
