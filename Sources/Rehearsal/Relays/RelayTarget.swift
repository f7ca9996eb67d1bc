/// The target of a relay, and how its variables are rewritten to name the relay instead.
struct RelayTarget: Hashable {
    /// The host, without brackets.
    var host: String
    var port: Int
    private var before = ""
    private var after = ""
    private let variable: RelayVariable

    /// Reads the address from the variables.
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

    /// The address for display.
    var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The variables that make the function connect to a port on this machine.
    func variables(relayPort: Int) -> [String: String] {
        switch variable {
        case .address(let name): [name: "\(before)127.0.0.1:\(relayPort)\(after)"]
        case .pair(let host, let port): [host: "127.0.0.1", port: String(relayPort)]
        }
    }

    /// The default ports of URL schemes.
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
