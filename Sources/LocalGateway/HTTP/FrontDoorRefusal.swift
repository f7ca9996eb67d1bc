import LambdaProtocol

/// Why a request is refused before it reaches the function.
enum FrontDoorRefusal: Error, Sendable, Hashable {
    case severalHosts
    case host(String)
    case invokeAPI(origin: String)
    case functionURL(origin: String)

    var status: Int {
        if case .severalHosts = self { 400 } else { 403 }
    }

    /// The text for the caller.
    var message: String {
        switch self {
        case .severalHosts: "The request has several Host header fields"
        case .host(let host):
            "This function accepts requests for localhost only, but this one names '\(host)'; "
                + "'swiftlambda run --listen ADDRESS' accepts other names"
        case .invokeAPI(let origin):
            "Web pages cannot use the Invoke API: the request comes from \(origin), and the function holds its "
                + "user's credentials"
        case .functionURL(let origin):
            "The request comes from a web page of \(origin), and the function holds its user's credentials; "
                + "'swiftlambda run --allow-origin \(origin == APIRequest.unknownOrigin ? "'*'" : origin)' allows it"
        }
    }
}
