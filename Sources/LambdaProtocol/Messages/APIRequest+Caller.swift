/// Who sends a request, according to its header fields.
extension APIRequest {
    /// The stand-in for an origin that the browser only calls cross-site.
    package static let unknownOrigin = "another site"

    /// Whether it names more than one host, which no well-meaning client does.
    package var hasSeveralHosts: Bool { headers.fields.count { $0.isNamed("Host") } > 1 }

    /// The host it names; a request target in absolute form overrides the Host field (RFC 9112, section
    /// 3.2.2).
    package var host: String? {
        guard path.utf8.first != UInt8(ascii: "/"), let origin = Self.origin(ofURL: path) else {
            return headers["Host"]
        }
        return origin.split(separator: "/").last.map { String($0.prefix { $0 != "?" }) }
    }

    /// The origin of the web page that sends it, if it differs from the server's.
    package var foreignOrigin: String? {
        if let origin = headers["Origin"] {
            return host.map { origin.lowercased() == "http://\($0.lowercased())" } == true ? nil : origin
        }
        // Browsers send no Origin with plain links, images and forms, but they do send the kind of site.
        guard let site = headers["Sec-Fetch-Site"]?.lowercased(), site != "none", site != "same-origin" else {
            return nil
        }
        return headers["Referer"].flatMap(Self.origin(ofURL:)) ?? Self.unknownOrigin
    }

    /// Whether it comes from a program on this machine rather than from a web page in a browser.
    var isFromThisMachine: Bool {
        !hasSeveralHosts && foreignOrigin == nil && host.map { LoopbackName.isNamed(byHost: $0) } != false
    }

    /// The origin of a URL.
    package static func origin(ofURL url: String) -> String? {
        let parts = url.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].hasSuffix(":"), parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        return "\(parts[0])//\(parts[2])"
    }
}
