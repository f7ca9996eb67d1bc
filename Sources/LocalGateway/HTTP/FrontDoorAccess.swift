import LambdaProtocol

/// Who can send requests through a front door.
///
/// The function holds the user's credentials, and every web page in the user's browser can send requests to loopback.
/// Requests that name another host are refused, because a page may have pointed its own name here. So are requests from
/// pages of another origin, unless the user allowed that origin.
package struct FrontDoorAccess: Sendable, Hashable {
    /// The decision on a request.
    enum Verdict: Sendable, Hashable {
        /// It is answered; for a page of an allowed origin, with the header fields that let the page read the answer.
        case allowed(origin: String?)
        /// It is refused.
        case refused(FrontDoorRefusal)
    }

    /// Every origin.
    package static let anyOrigin = "*"

    /// Whether requests can name any host, because the server also listens for other machines.
    let acceptsAnyHost: Bool
    /// The origins whose pages can call the function URL, in lower case.
    let origins: Set<String>

    /// Creates the rules for a listening address.
    ///
    /// - Parameters:
    ///   - address: the listening address; host names are checked only for a loopback address.
    ///   - origins: the origins whose pages can call the function URL, such as `http://localhost:3000`, or `*`.
    package init(listeningOn address: String = "127.0.0.1", allowedOrigins origins: [String] = []) {
        acceptsAnyHost = !LoopbackName.isNamed(by: address)
        self.origins = Set(origins.map { $0.lowercased() })
    }

    /// Whether a text is `*` or a scheme with a host, as browsers write origins.
    package static func isOrigin(_ text: String) -> Bool {
        text == anyOrigin || APIRequest.origin(ofURL: text) == text
    }

    /// Judges a request.
    ///
    /// - Parameter isAPI: whether it is a call of AWS's API, which pages of another origin can never make.
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
