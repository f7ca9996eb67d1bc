import LibC
package import Model
import NIOCore
import NIOPosix

/// The front door cannot open or be reached.
package enum FrontDoorError: DiagnosedError, Hashable {
    /// Another program listens on the port.
    case portTaken(address: String, port: Int)
    /// The system reserves the port for privileged programs.
    case portNotAllowed(port: Int)
    /// The address does not belong to this machine.
    case foreignAddress(String)
    /// Listening on the address or port fails for another reason.
    case cannotListen(address: String, port: Int, reason: String)
    /// Nothing answers at a URL.
    case unreachable(url: String, reason: String)
    /// A URL is not that of a running function.
    case badURL(String)

    /// Describes why an address or port cannot be listened on.
    init(cannotListenOn address: String, port: Int, _ error: any Error) {
        switch error {
        case let error as IOError where error.errnoCode == EADDRINUSE: self = .portTaken(address: address, port: port)
        case let error as IOError where error.errnoCode == EACCES: self = .portNotAllowed(port: port)
        case let error as IOError where error.errnoCode == EADDRNOTAVAIL: self = .foreignAddress(address)
        case let error as IOError:
            self = .cannotListen(address: address, port: port, reason: Self.words(for: error))
        case is SocketAddressError, is SocketAddressError.UnknownHost: self = .foreignAddress(address)
        default: self = .cannotListen(address: address, port: port, reason: "\(error)")
        }
    }

    /// Describes why nothing answers.
    init(unreachableAt url: String, _ error: any Error) {
        let reason =
            switch error {
            case let error as NIOConnectionError:
                error.connectionErrors.first.map { Self.words(for: $0.error) } ?? "the host name is unknown"
            case ChannelError.eof: "the connection closed before the answer was complete"
            default: Self.words(for: error)
            }
        self = .unreachable(url: url, reason: reason)
    }

    private static func words(for error: any Error) -> String {
        guard let error = error as? IOError else { return "\(error)" }
        return String(cString: strerror(error.errnoCode)).lowercased()
    }

    /// One error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .portTaken(let address, let port):
            [
                .error(
                    "local.port-taken", "cannot listen on \(address), port \(port): another program uses the port",
                    hints: ["use another --port, or omit it to use any free port"])
            ]
        case .portNotAllowed(let port):
            [
                .error(
                    "local.port-not-allowed", "cannot listen on port \(port): the system reserves it for root",
                    hints: ["use a --port of at least 1024, or omit it to use any free port"])
            ]
        case .foreignAddress(let address):
            [
                .error(
                    "local.foreign-address", "cannot listen on '\(address)': it is not an address of this machine",
                    hints: ["omit --listen to use 127.0.0.1, or use 0.0.0.0 for all addresses of this machine"])
            ]
        case .cannotListen(let address, let port, let reason):
            [
                .error(
                    "local.cannot-listen", "cannot listen on \(address), port \(port)", explanation: reason,
                    hints: ["use another --port or --listen address"])
            ]
        case .unreachable(let url, let reason):
            [
                .error(
                    "local.unreachable", "no function is running at \(url)", explanation: reason,
                    hints: ["start one with 'swiftlambda run', which prints its URL"])
            ]
        case .badURL(let url):
            [
                .error(
                    "usage.bad-url", "'\(url)' is not the URL of a running function",
                    hints: ["use the URL that 'swiftlambda run' prints, such as http://127.0.0.1:9000"])
            ]
        }
    }

    /// The machine cannot do it, or the call is wrong.
    package var exitStatus: ExitStatus {
        switch self {
        case .portTaken, .portNotAllowed, .foreignAddress, .cannotListen, .unreachable: .unavailable
        case .badURL: .usage
        }
    }
}
