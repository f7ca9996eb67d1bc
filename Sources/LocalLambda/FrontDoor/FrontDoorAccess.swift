/// Who may send requests through a front door.
///
/// The function holds the user's credentials, and every web page in the user's browser can send requests to loopback.
/// So requests that name another host, to which a page may have pointed its own name, are refused, and so are those
/// that a page of another origin sends, unless the user allowed that origin.
public struct FrontDoorAccess: Sendable, Hashable {
    /// What becomes of a request.
    enum Verdict: Sendable, Hashable {
        /// It is answered, for a page of an allowed origin with the header fields by which a browser lets the page read.
        case allowed(origin: String?)
        /// It is refused.
        case refused(FrontDoorRefusal)
    }

    /// Every origin.
    public static let anyOrigin = "*"

    /// Whether requests may name any host, because the user listens for others than this machine.
    let acceptsAnyHost: Bool
    /// The origins whose pages may call the function URL, in lower case.
    let origins: Set<String>

    /// Creates the rules for an address to listen on.
    ///
    /// - Parameters:
    ///   - address: the address that is listened on; only for a loopback one the names of hosts are checked.
    ///   - origins: the origins whose pages may call the function URL, such as `http://localhost:3000`, or `*`.
    public init(listeningOn address: String = "127.0.0.1", allowedOrigins origins: [String] = []) {
        acceptsAnyHost = !Self.isLoopback(address)
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// Whether a text is `*` or a scheme with a host, as browsers name a page's origin.
    public static func isOrigin(_ text: String) -> Bool {
        text == anyOrigin || origin(ofURL: text) == text
    }

    /// Judges a request.
    ///
    /// - Parameter isAPI: whether it is a call of AWS's API, which no page of another origin may make.
    func verdict(on request: APIRequest, isAPI: Bool) -> Verdict {
        let hosts = request.headers.fields.filter { $0.isNamed("Host") }.map(\.value)
        guard hosts.count < 2 else { return .refused(.severalHosts) }
        let host = authority(of: request.path) ?? hosts.first
        if !acceptsAnyHost, let host, !Self.isLoopback(host: host) { return .refused(.host(host)) }
        guard let origin = foreignOrigin(of: request, host: host) else { return .allowed(origin: nil) }
        if isAPI { return .refused(.invokeAPI(origin: origin)) }
        guard origins.contains(Self.anyOrigin) || origins.contains(origin.lowercased()) else {
            return .refused(.functionURL(origin: origin))
        }
        return .allowed(origin: request.headers["Origin"])
    }

    /// The origin of the page that sends a request, if that is another than the front door's own.
    private func foreignOrigin(of request: APIRequest, host: String?) -> String? {
        if let origin = request.headers["Origin"] {
            return host.map { origin.lowercased() == "http://\($0.lowercased())" } == true ? nil : origin
        }
        // Browsers send no Origin with links, images and forms that are read only, but they say whose they are.
        guard let site = request.headers["Sec-Fetch-Site"]?.lowercased(), site != "none", site != "same-origin" else {
            return nil
        }
        return request.headers["Referer"].flatMap(Self.origin(ofURL:)) ?? FrontDoorRefusal.unknownOrigin
    }

    /// The origin of a URL.
    private static func origin(ofURL url: String) -> String? {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].hasSuffix(":"), parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        return "\(parts[0])//\(parts[2])"
    }

    /// The authority in a target of the absolute form, which counts more than the Host field (RFC 9112, section 3.2.2).
    private func authority(of target: String) -> String? {
        guard target.first != "/" else { return nil }
        return Self.origin(ofURL: target)?.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) }
    }
}

extension FrontDoorAccess {
    /// Whether the value of a Host field names this machine alone.
    static func isLoopback(host: String) -> Bool {
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
        return isLoopback(String(name))
    }

    /// Whether an address or a name without a port means this machine alone.
    ///
    /// Browsers resolve `localhost` and the names below it to loopback themselves (RFC 6761, section 6.3).
    static func isLoopback(_ name: String) -> Bool {
        var name = name.lowercased()
        if name.last == "." { name.removeLast() }
        if name == "localhost" || name.hasSuffix(".localhost") || ["::1", "0:0:0:0:0:0:0:1"].contains(name) {
            return true
        }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil)
    }
}

/// Why a request is refused before it reaches the function.
enum FrontDoorRefusal: Error, Sendable, Hashable {
    case severalHosts
    case host(String)
    case invokeAPI(origin: String)
    case functionURL(origin: String)

    /// What stands for the origin of a page of which the browser says only that it is another site's.
    static let unknownOrigin = "another site"

    var status: Int {
        if case .severalHosts = self { 400 } else { 403 }
    }

    /// What the caller reads.
    var message: String {
        switch self {
        case .severalHosts: "The request has several Host header fields"
        case .host(let host):
            "This function runs for localhost only, and the request asks for '\(host)'; "
                + "'swiftlambda run --listen ADDRESS' answers to other names"
        case .invokeAPI(let origin):
            "Web pages cannot use the Invoke API: the request comes from \(origin), and the function holds the "
                + "credentials of whoever runs it"
        case .functionURL(let origin):
            "The request comes from a web page of \(origin), and the function holds the credentials of whoever runs "
                + "it; 'swiftlambda run --allow-origin \(origin == Self.unknownOrigin ? "'*'" : origin)' allows it"
        }
    }
}
