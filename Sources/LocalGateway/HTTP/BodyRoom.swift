import Synchronization

/// A limit on the bytes that all incoming bodies hold together.
final class BodyRoom: Sendable {
    private let rest: Mutex<Int>

    init(bytes: Int = 256 << 20) {
        rest = Mutex(bytes)
    }

    /// Reserves room for bytes.
    ///
    /// - Returns: whether there was enough.
    func take(_ count: Int) -> Bool {
        rest.withLock { rest in
            guard count <= rest else { return false }
            rest -= count
            return true
        }
    }

    /// Releases room.
    func giveBack(_ count: Int) {
        rest.withLock { $0 += count }
    }
}
