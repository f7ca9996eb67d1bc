package import Model

/// The environment variables of a function that hold the address of something it connects to.
package enum RelayVariable: Sendable, Hashable {
    /// One variable with `host:port` or a URL.
    case address(String)
    /// One with the host and one with the port.
    case pair(host: String, port: String)

    /// Reads `NAME`, or `HOSTNAME:PORTNAME`.
    package init?(argument: String) {
        let names = argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard names.allSatisfy(Self.isName) else { return nil }
        switch names.count {
        case 1: self = .address(names[0])
        case 2: self = .pair(host: names[0], port: names[1])
        default: return nil
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
            return false
        }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    /// How the user names it.
    package var argument: String {
        switch self {
        case .address(let name): name
        case .pair(let host, let port): "\(host):\(port)"
        }
    }
}

/// A variable cannot be relayed.
package enum RelayError: DiagnosedError, Hashable {
    /// The function has no such variable.
    case missing(RelayVariable, name: String)
    /// It does not hold one address.
    case noAddress(RelayVariable, value: String)
    /// The relay could not listen.
    case cannotListen(reason: String)

    /// One error that names the variable.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .missing(let variable, let name):
            [
                .error(
                    "rehearsal.no-variable", "--drop-idle \(variable.argument): the function has no variable \(name)",
                    hints: ["set it below 'environment' in swiftlambda.yaml, or with --env \(name)=VALUE"])
            ]
        case .noAddress(let variable, let value):
            [
                .error(
                    "rehearsal.no-address", "--drop-idle \(variable.argument): '\(value)' is not one address",
                    explanation:
                        "It must be host:port, a URL with a host and a known port, or a pair HOST:PORT of variables.",
                    hints: ["for PostgreSQL's variables: --drop-idle PGHOST:PGPORT"])
            ]
        case .cannotListen(let reason): [.error("rehearsal.relay", "the relay cannot listen on loopback: \(reason)")]
        }
    }

    /// The call was wrong, or the system refused.
    package var exitStatus: ExitStatus {
        switch self {
        case .missing, .noAddress: .usage
        case .cannotListen: .inputOutput
        }
    }
}

/// Where a relay relays to, and how its variables are rewritten to name the relay instead.
struct RelayTarget: Hashable {
    /// The host, without brackets.
    var host: String
    var port: Int
    private var before = ""
    private var after = ""
    private let variable: RelayVariable

    /// Reads the address that variables hold.
    init(_ variable: RelayVariable, in variables: [String: String]) throws(RelayError) {
        self.variable = variable
        func value(_ name: String) throws(RelayError) -> String {
            guard let value = variables[name], !value.isEmpty else { throw .missing(variable, name: name) }
            return value
        }
        switch variable {
        case .pair(let hostName, let portName):
            host = try value(hostName)
            let text = variables[portName] ?? (portName == "PGPORT" ? "5432" : "")
            guard !text.isEmpty else { throw .missing(variable, name: portName) }
            guard let number = Self.port(text), !host.contains("/"), !host.contains(",") else {
                throw .noAddress(variable, value: "\(host):\(text)")
            }
            port = number
        case .address(let name):
            let text = try value(name)
            guard let parts = Self.split(text) else { throw .noAddress(variable, value: text) }
            (before, host, port, after) = parts
        }
    }

    /// The address as it is shown.
    var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The variables that make the function connect to a port of this machine.
    func variables(relayPort: Int) -> [String: String] {
        switch variable {
        case .address(let name): [name: "\(before)127.0.0.1:\(relayPort)\(after)"]
        case .pair(let host, let port): [host: "127.0.0.1", port: String(relayPort)]
        }
    }

    /// The ports of URLs that name none.
    private static let standardPorts = [
        "amqp": 5672, "amqps": 5671, "http": 80, "https": 443, "mongodb": 27017, "mysql": 3306, "postgres": 5432,
        "postgresql": 5432, "redis": 6379, "rediss": 6379,
    ]

    /// Splits `scheme://user@host:port/rest` or `host:port` around its host and port.
    private static func split(_ text: String) -> (before: String, host: String, port: Int, after: String)? {
        var before = ""
        var rest = text[...]
        var standard: Int?
        if let scheme = text.firstRange(of: "://") {
            standard = standardPorts[text[..<scheme.lowerBound].lowercased()]
            before = String(text[..<scheme.upperBound])
            rest = text[scheme.upperBound...]
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let after = String(rest[end...])
        rest = rest[..<end]
        if let at = rest.lastIndex(of: "@") {
            before += rest[...at]
            rest = rest[rest.index(after: at)...]
        }
        guard before.isEmpty ? after.isEmpty : true, let (host, number) = hostAndPort(rest) else { return nil }
        guard !host.isEmpty, !host.contains(","), let port = number ?? standard else { return nil }
        return (before, host, port, after)
    }

    private static func hostAndPort(_ text: Substring) -> (host: String, port: Int?)? {
        let host: Substring
        let rest: Substring
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            rest = text[text.index(after: end)...]
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            rest = text[colon...]
        }
        if rest.isEmpty { return (String(host), nil) }
        guard rest.first == ":", let port = port(rest.dropFirst()) else { return nil }
        return (String(host), port)
    }

    private static func port(_ text: some StringProtocol) -> Int? {
        Int(text).flatMap { (1...65_535).contains($0) ? $0 : nil }
    }
}
