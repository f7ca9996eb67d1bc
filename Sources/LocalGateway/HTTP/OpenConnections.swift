import NIOCore
import Synchronization

/// The clients' connections.
final class OpenConnections: Sendable {
    /// Lambda's default concurrency; more clients than that on one machine are a mistake.
    static let limit = 1_000

    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

    /// Keeps a connection until it closes.
    ///
    /// - Returns: whether there was room for it.
    func add(_ channel: any Channel) -> Bool {
        let identifier = ObjectIdentifier(channel)
        let isKept = channels.withLock { channels in
            guard channels.count < Self.limit else { return false }
            channels[identifier] = channel
            return true
        }
        guard isKept else { return false }
        channel.closeFuture.whenComplete { [self] _ in channels.withLock { $0[identifier] = nil } }
        return true
    }

    func closeAll() {
        for channel in channels.withLock({ Array($0.values) }) { channel.close(promise: nil) }
    }
}
