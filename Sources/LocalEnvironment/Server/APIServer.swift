import NIOCore

/// The server of the Runtime API and the Extensions API of one environment, on loopback and a port of its own.
struct APIServer: Sendable {
    private static let host = "127.0.0.1"

    private let listener: HTTPListener

    /// The address for `AWS_LAMBDA_RUNTIME_API`: numbers, for the official Swift runtime takes nothing else.
    var address: String { "\(Self.host):\(listener.port)" }

    /// What new connections come from.
    var channel: any Channel { listener.channel }

    /// Begins to listen.
    ///
    /// - Throws: `EnvironmentError.cannotListen`.
    static func start(on loop: any EventLoop, receiver: any APIRequestReceiver) async throws -> APIServer {
        let tokens = RequestTokens()
        // A peer that shuts down its side only is one that went away, as far as Lambda's own server goes.
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
