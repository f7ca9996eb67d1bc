import Synchronization

/// The bytes that the bodies of all requests may have together while they come in.
final class BodyRoom: Sendable {
    private let rest: Mutex<Int>

    init(bytes: Int = 256 << 20) {
        rest = Mutex(bytes)
    }

    /// Takes room for bytes.
    ///
    /// - Returns: whether there was as much.
    func take(_ count: Int) -> Bool {
        rest.withLock { rest in
            guard count <= rest else { return false }
            rest -= count
            return true
        }
    }

    /// Gives room back.
    func giveBack(_ count: Int) {
        rest.withLock { $0 += count }
    }
}
