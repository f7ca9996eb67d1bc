import LambdaProtocol

/// A simulated extension: a client of the Extensions API without a process.
struct StandInClient: Sendable {
    /// Its next step.
    enum Step: Sendable, Hashable {
        case send(RequestToken, APIRequest)
        case exit
    }

    /// Its requests use tokens outside the range of real connections.
    private static let firstToken: UInt64 = 1 << 63
    private static let root = "/2020-01-01/extension"

    let kind: StandInExtension
    private var lastToken = Self.firstToken
    private var identifier: String?

    init(_ kind: StandInExtension) {
        self.kind = kind
    }

    /// Starts the extension.
    mutating func begin() -> Step {
        let events = kind == .insights ? #"{"events":["INVOKE","SHUTDOWN"]}"# : #"{"events":[]}"#
        return send(
            APIRequest(
                "POST", "\(Self.root)/register", headers: ["Lambda-Extension-Name": kind.extensionName],
                body: Array(events.utf8)))
    }

    /// Handles the API's answer to one of its requests.
    ///
    /// - Returns: `nil` if the request belongs to someone else, or nothing remains to be done.
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
