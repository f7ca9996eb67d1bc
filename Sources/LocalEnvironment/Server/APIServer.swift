import NIOCore

/// The server of one environment's Runtime API and Extensions API, on loopback and its own port.
struct APIServer: Sendable {
    private static let host = "127.0.0.1"

    private let listener: HTTPListener

    /// The address for `AWS_LAMBDA_RUNTIME_API`: a numeric one, the official Swift runtime accepts nothing else.
    var address: String { "\(Self.host):\(listener.port)" }

    /// The source of new connections.
    var channel: any Channel { listener.channel }

    /// Begins to listen.
    ///
    /// - Throws: `EnvironmentError.cannotListen`.
    static func start(on loop: any EventLoop, receiver: any APIRequestReceiver) async throws -> APIServer {
        let tokens = RequestTokens()
        // Lambda's own server treats a peer that half-closes its connection as gone.
        let options = HTTPListener.Options(backlog: 256, onDrop: receiver.dropped)
        do {
            let listener = try await HTTPListener.start(on: loop, host: host, port: 0, options) {
                APIChannelHandler(receiver: receiver, tokens: tokens)
            }
            return APIServer(listener: listener)
        } catch {
            throw EnvironmentError.cannotListen(reason: "\(error)")
        }
    }

    /// Stops listening; connections end with the processes that hold them.
    func stop() async { await listener.stop() }
}
