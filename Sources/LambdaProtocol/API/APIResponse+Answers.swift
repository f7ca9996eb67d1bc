package import JSON

extension APIResponse {
    /// The answer to an accepted report from the runtime or an extension.
    static let accepted = APIResponse(202, json: ["status": "OK"])

    static let pong = APIResponse(200, headers: ["Content-Type": "text/plain"], body: Array("pong".utf8))

    /// Creates an answer whose body is JSON.
    package init(_ status: Int, headers: HTTPFields = [:], json: JSONValue) {
        self.init(
            status,
            headers: HTTPFields(headers.fields + [HTTPFields.Field("Content-Type", "application/json")]),
            body: json.bytes
        )
    }
}
