import LambdaProtocol

/// Answers a page of another origin that the user allowed, as a function URL with CORS settings does: requests that ask
/// first are answered without the function, and every answer says that the page may read it.
struct CrossOriginSharing: Sendable {
    let origin: String

    /// The answer to a request by which a browser asks whether a page may send another one; `nil` for any other request.
    func answer(to request: APIRequest) -> APIResponse? {
        guard request.method == "OPTIONS", let method = request.headers["Access-Control-Request-Method"] else {
            return nil
        }
        var response = APIResponse(204, headers: ["Access-Control-Allow-Methods": method])
        response.headers["Access-Control-Allow-Headers"] = request.headers["Access-Control-Request-Headers"]
        // Chromium asks for this where a page of the network calls this machine.
        if request.headers["Access-Control-Request-Private-Network"] == "true" {
            response.headers["Access-Control-Allow-Private-Network"] = "true"
        }
        return allowing(response)
    }

    /// An answer that the page may read; the function's own word on it gives way, as on Lambda.
    func allowing(_ response: APIResponse) -> APIResponse {
        var response = response
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers.fields.append(.init("Vary", "Origin"))
        return response
    }
}
