import NIOPosix
import Synchronization

/// The relays of one rehearsal.
final class IdleRelays: Sendable {
    /// The variables that direct the function to the relays.
    let variables: [String: String]
    /// The relays' addresses, and their names in reports.
    let peerNames: [String: String]
    private let relays: [(address: String, relay: IdleRelay)]
    private let dropped = Mutex<[String: Int]>([:])

    private init(_ relays: [(target: RelayTarget, relay: IdleRelay)]) {
        variables = relays.reduce(into: [:]) { variables, pair in
            variables.merge(pair.target.variables(relayPort: pair.relay.port)) { $1 }
        }
        peerNames = Dictionary(
            relays.map { ("127.0.0.1:\($0.relay.port)", "\($0.target.address) (through the relay)") },
            uniquingKeysWith: { first, _ in first })
        self.relays = relays.map { ($0.target.address, $0.relay) }
    }

    /// Starts a relay for each variable.
    static func start(
        _ wanted: [RelayVariable], variables: [String: String]
    ) async throws -> IdleRelays {
        let targets = try wanted.map { try RelayTarget($0, in: variables) }
        var relays: [(target: RelayTarget, relay: IdleRelay)] = []
        do {
            for target in targets {
                let group = MultiThreadedEventLoopGroup.singleton
                relays.append((target, try await IdleRelay.start(host: target.host, port: target.port, group: group)))
            }
        } catch {
            await IdleRelays(relays).stop()
            throw RelayError.cannotListen(reason: String(describing: error))
        }
        return IdleRelays(relays)
    }

    /// Closes idle connections.
    func dropIdle() async {
        for (address, relay) in relays {
            let count = await relay.dropIdle()
            if count > 0 { dropped.withLock { $0[address, default: 0] += count } }
        }
    }

    /// How many connections were closed since the last call.
    func takeDropped() -> [DescriptorCount] {
        dropped.withLock { dropped in
            defer { dropped = [:] }
            return dropped.sorted { $0.key < $1.key }.map { DescriptorCount(name: $0.key, count: $0.value) }
        }
    }

    /// Stops the relays.
    func stop() async {
        for (_, relay) in relays { await relay.stop() }
    }
}
