/// What a path of the Runtime API, the Extensions API or a related API means.
enum APICall: Hashable {
    case ping
    case next
    case response(requestID: String)
    case invocationError(requestID: String)
    case initError
    case register
    case extensionNext
    case extensionInitError
    case extensionExitError
    case telemetry
    case logs

    /// Reads a path; `nil` for an unknown one, such as SnapStart's when SnapStart is off.
    init?(path: String) {
        // Comparing bytes is much faster than comparing characters, and every request comes through here.
        let path = path.utf8.prefix { $0 != UInt8(ascii: "?") }
        guard path.first == UInt8(ascii: "/") else { return nil }
        let parts = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { Substring($0) }
        switch parts {
        case ["ping"], ["2018-06-01", "ping"]: self = .ping
        case ["2018-06-01", "runtime", "invocation", "next"]: self = .next
        case ["2018-06-01", "runtime", "init", "error"]: self = .initError
        case ["2020-01-01", "extension", "register"]: self = .register
        case ["2020-01-01", "extension", "event", "next"]: self = .extensionNext
        case ["2020-01-01", "extension", "init", "error"]: self = .extensionInitError
        case ["2020-01-01", "extension", "exit", "error"]: self = .extensionExitError
        case ["2022-07-01", "telemetry"]: self = .telemetry
        case ["2020-08-15", "logs"]: self = .logs
        default:
            guard parts.count == 5, parts[...2] == ["2018-06-01", "runtime", "invocation"], !parts[3].isEmpty
            else { return nil }
            switch parts[4] {
            case "response": self = .response(requestID: String(parts[3]))
            case "error": self = .invocationError(requestID: String(parts[3]))
            default: return nil
            }
        }
    }

    /// The only method that the path accepts.
    var method: String {
        switch self {
        case .ping, .next, .extensionNext: "GET"
        case .telemetry, .logs: "PUT"
        case .response, .invocationError, .initError, .register, .extensionInitError, .extensionExitError: "POST"
        }
    }
}
