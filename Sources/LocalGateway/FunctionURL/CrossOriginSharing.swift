import LambdaProtocol

/// Lets pages of an allowed origin read the answers, as a function URL with CORS settings does: preflight requests
/// are answered without the function, and every answer carries the CORS fields.
struct CrossOriginSharing: Sendable {
    let origin: String

    /// The answer to a browser's preflight request; `nil` for any other request.
    func answer(to request: APIRequest) -> APIResponse? {
        guard request.method == "OPTIONS", let method = request.headers["Access-Control-Request-Method"] else {
            return nil
        }
        var response = APIResponse(204, headers: ["Access-Control-Allow-Methods": method])
        response.headers["Access-Control-Allow-Headers"] = request.headers["Access-Control-Request-Headers"]
        // Chromium asks for this when a page from the network calls this machine.
        if request.headers["Access-Control-Request-Private-Network"] == "true" {
            response.headers["Access-Control-Allow-Private-Network"] = "true"
        }
        return allowing(response)
    }

    /// Marks an answer as readable for the page; as on Lambda, this overrides the function's own fields.
    func allowing(_ response: APIResponse) -> APIResponse {
        var response = response
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers.fields.append(.init("Vary", "Origin"))
        return response
    }
}
