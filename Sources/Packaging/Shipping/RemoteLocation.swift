/// The address of a git repository on another machine, without credentials.
struct RemoteLocation: Sendable, Hashable {
    /// The scheme, such as `https` or `ssh`.
    var scheme: String
    /// The host, with its port if it has one.
    var host: String
    /// The path on the host, without a slash at either end.
    var path: String

    /// Reads a URL, or an address in the form of scp(1), such as `git@github.com:apple/swift-nio.git`.
    ///
    /// A user, a password, a query and a fragment are left out: each may be a secret.
    ///
    /// - Returns: `nil` for a path or a `file` URL, which means nothing on another machine.
    init?(_ text: String) {
        let authority: Substring
        let path: Substring
        if let mark = text.firstRange(of: "://") {
            scheme = text[..<mark.lowerBound].lowercased()
            let rest = text[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }
            let end = rest.firstIndex(of: "/") ?? rest.endIndex
            (authority, path) = (rest[..<end], rest[end...])
        } else {
            let start = text.prefix { $0 != "/" }.lastIndex(of: "@").map { text.index(after: $0) } ?? text.startIndex
            let rest = text[start...]
            guard let colon = rest.firstIndex(of: ":"), !rest[..<colon].contains("/") else { return nil }
            scheme = "ssh"
            (authority, path) = (rest[..<colon], rest[rest.index(after: colon)...])
            // `ext::…` and the like start a program.
            guard !path.hasPrefix(":") else { return nil }
        }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        guard scheme != "file", !scheme.isEmpty, !host.isEmpty else { return nil }
        self.host = host.lowercased()
        self.path = path.split(separator: "/").joined(separator: "/")
    }

    /// The address as a URL; those of SSH have git's customary user.
    var url: String {
        let user = scheme == "ssh" ? "git@" : ""
        return "\(scheme)://\(user)\(PercentEncoding.encoded(host, keeping: ":[]"))/"
            + PercentEncoding.encoded(path, keeping: "/+@,")
    }

    /// The address in the form that SPDX and SLSA use.
    var gitURI: String { "git+\(url)" }

    /// The host, the owner and the repository, without `.git`; `nil` if they do not identify it.
    var purlComponents: [String]? {
        var components = path.split(separator: "/").map(String.init)
        guard let last = components.popLast(), !components.isEmpty, !host.contains(":") else { return nil }
        let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : last
        return name.isEmpty ? nil : [host] + components + [name]
    }
}
