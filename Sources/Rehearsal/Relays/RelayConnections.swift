import NIOCore
import Synchronization

/// The connections of a relay.
final class RelayConnections: Sendable {
    private let open = Mutex<[ObjectIdentifier: RelayConnection]>([:])

    func insert(_ connection: RelayConnection) {
        open.withLock { $0[ObjectIdentifier(connection)] = connection }
    }

    func remove(_ connection: RelayConnection) {
        _ = open.withLock { $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    func drop(idleSince limit: ContinuousClock.Instant) async -> Int {
        let idle = open.withLock { open in open.values.filter { $0.lastActivity <= limit } }
        for connection in idle { await connection.close() }
        return idle.count
    }
}

/// Two connected channels, and the time of their last traffic.
final class RelayConnection: Sendable {
    private let accepted: any Channel
    private let outgoing = Mutex<(any Channel)?>(nil)
    private let activity = Mutex(ContinuousClock.now)

    init(_ accepted: any Channel) {
        self.accepted = accepted
    }

    var lastActivity: ContinuousClock.Instant { activity.withLock { $0 } }

    func join(_ channel: any Channel) { outgoing.withLock { $0 = channel } }

    func touch() { activity.withLock { $0 = .now } }

    func close() async {
        // A connection that the peer has closed meanwhile counts as closed too.
        try? await accepted.close()
        try? await outgoing.withLock { $0 }?.close()
    }
}
