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
                + "it; 'swiftlambda run --allow-origin \(origin == APIRequest.unknownOrigin ? "'*'" : origin)' allows it"
        }
    }
}
