import LambdaProtocol

/// An extension that is played for the function, as a client of the Extensions API that needs no process.
struct StandInClient: Sendable {
    /// What it does next.
    enum Step: Sendable, Hashable {
        case send(RequestToken, APIRequest)
        case exit
    }

    /// Its requests' tokens lie where those of connections never come.
    private static let firstToken: UInt64 = 1 << 63
    private static let root = "/2020-01-01/extension"

    let kind: StandInExtension
    private var lastToken = Self.firstToken
    private var identifier: String?

    init(_ kind: StandInExtension) {
        self.kind = kind
    }

    /// The extension begins.
    mutating func begin() -> Step {
        let events = kind == .insights ? #"{"events":["INVOKE","SHUTDOWN"]}"# : #"{"events":[]}"#
        return send(
            APIRequest(
                "POST", "\(Self.root)/register", headers: ["Lambda-Extension-Name": kind.extensionName],
                body: Array(events.utf8)))
    }

    /// The API answered one of its requests.
    ///
    /// - Returns: `nil` where the request was another's, or where there is nothing more to do.
    mutating func answered(_ token: RequestToken, _ response: APIResponse) -> Step? {
        guard token.rawValue >= Self.firstToken, response.status == 200 else { return nil }
        if let identifier = response.headers["Lambda-Extension-Identifier"] { self.identifier = identifier }
        if String(decoding: response.body, as: UTF8.self).contains(#""eventType":"SHUTDOWN""#) { return .exit }
        guard let identifier else { return nil }
        return send(
            APIRequest("GET", "\(Self.root)/event/next", headers: ["Lambda-Extension-Identifier": identifier]))
    }

    private mutating func send(_ request: APIRequest) -> Step {
        lastToken += 1
        return .send(RequestToken(lastToken), request)
    }
}
