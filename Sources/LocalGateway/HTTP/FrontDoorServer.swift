import LocalEnvironment

/// Serves a front door over HTTP/1.1.
package struct FrontDoorServer: Sendable {
    /// The URL of the front door, without a trailing slash.
    package let url: String
    private let listener: HTTPListener
    private let connections: OpenConnections

    /// Begins to listen; port 0 means any free one.
    ///
    /// - Throws: `FrontDoorError`.
    package static func start(_ door: FrontDoor, address: String, port: Int) async throws -> FrontDoorServer {
        let connections = OpenConnections()
        let room = BodyRoom()
        // A client may half-close its connection and still wait for its answer.
        let options = HTTPListener.Options(
            backlog: 1_024, allowsHalfClosure: true,
            admits: { channel in
                let isAdmitted = connections.add(channel)
                if !isAdmitted { door.onNote(.tooManyConnections(limit: OpenConnections.limit)) }
                return isAdmitted
            })
        do {
            let listener = try await HTTPListener.start(host: address, port: port, options) {
                FrontDoorChannelHandler(door, room: room)
            }
            let host = address.contains(":") ? "[\(address)]" : address
            return FrontDoorServer(
                url: "http://\(host):\(listener.port)", listener: listener, connections: connections)
        } catch {
            throw FrontDoorError(cannotListenOn: address, port: port, error)
        }
    }

    /// Stops listening and closes all connections.
    package func stop() async {
        await listener.stop()
        connections.closeAll()
    }
}
