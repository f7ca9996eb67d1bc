import LambdaProtocol

/// Who may send requests through a front door.
///
/// The function holds the user's credentials, and every web page in the user's browser can send requests to loopback.
/// So requests that name another host, to which a page may have pointed its own name, are refused, and so are those
/// that a page of another origin sends, unless the user allowed that origin.
package struct FrontDoorAccess: Sendable, Hashable {
    /// What becomes of a request.
    enum Verdict: Sendable, Hashable {
        /// It is answered, for a page of an allowed origin with the header fields by which a browser lets the page read.
        case allowed(origin: String?)
        /// It is refused.
        case refused(FrontDoorRefusal)
    }

    /// Every origin.
    package static let anyOrigin = "*"

    /// Whether requests may name any host, because the user listens for others than this machine.
    let acceptsAnyHost: Bool
    /// The origins whose pages may call the function URL, in lower case.
    let origins: Set<String>

    /// Creates the rules for an address to listen on.
    ///
    /// - Parameters:
    ///   - address: the address that is listened on; only for a loopback one the names of hosts are checked.
    ///   - origins: the origins whose pages may call the function URL, such as `http://localhost:3000`, or `*`.
    package init(listeningOn address: String = "127.0.0.1", allowedOrigins origins: [String] = []) {
        acceptsAnyHost = !LoopbackName.isNamed(by: address)
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// Whether a text is `*` or a scheme with a host, as browsers name a page's origin.
    package static func isOrigin(_ text: String) -> Bool {
        text == anyOrigin || APIRequest.origin(ofURL: text) == text
    }

    /// Judges a request.
    ///
    /// - Parameter isAPI: whether it is a call of AWS's API, which no page of another origin may make.
    func verdict(on request: APIRequest, isAPI: Bool) -> Verdict {
        guard !request.hasSeveralHosts else { return .refused(.severalHosts) }
        if !acceptsAnyHost, let host = request.host, !LoopbackName.isNamed(byHost: host) {
            return .refused(.host(host))
        }
        guard let origin = request.foreignOrigin else { return .allowed(origin: nil) }
        if isAPI { return .refused(.invokeAPI(origin: origin)) }
        guard origins.contains(Self.anyOrigin) || origins.contains(origin.lowercased()) else {
            return .refused(.functionURL(origin: origin))
        }
        return .allowed(origin: request.headers["Origin"])
    }
}
