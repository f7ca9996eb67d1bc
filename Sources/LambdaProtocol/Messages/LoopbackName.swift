/// The names that mean only this machine.
package enum LoopbackName {
    /// Whether the value of a Host field is one, with or without a port.
    package static func isNamed(byHost host: String) -> Bool {
        var name = host[...]
        var port = Substring()
        if host.first == "[" {
            guard let end = host.firstIndex(of: "]") else { return false }
            name = host[host.index(after: host.startIndex)..<end]
            port = host[host.index(after: end)...]
        } else if let colon = host.firstIndex(of: ":") {
            name = host[..<colon]
            port = host[colon...]
        }
        guard port.isEmpty || (port.first == ":" && port.dropFirst().allSatisfy { "0"..."9" ~= $0 }) else {
            return false
        }
        return isNamed(by: String(name))
    }

    /// Whether an address or a name without a port is one.
    ///
    /// Browsers resolve `localhost` and its subdomains to loopback themselves (RFC 6761, section 6.3).
    package static func isNamed(by name: String) -> Bool {
        var name = name.lowercased()
        if name.last == "." { name.removeLast() }
        if name == "localhost" || name.hasSuffix(".localhost") || ["::1", "0:0:0:0:0:0:0:1"].contains(name) {
            return true
        }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}
