#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension EnvironmentMachine {
    mutating func beginStream(
        _ token: RequestToken,
        _ request: APIRequest,
        requestID: String
    ) throws(APIRefusal) {
        try beginResponse(token, request, requestID: requestID)
        runtime.state = .responding(token)
        invocation?.answer = .streaming
        let contentType = request.headers[RuntimeField.contentType] ?? "application/octet-stream"
        act(.deliver(.streamStarted(contentType: contentType)))
    }

    mutating func handleStreamPart(_ token: RequestToken, _ bytes: [UInt8]) {
        guard runtime.state == .responding(token), !bytes.isEmpty, invocation?.answer == .streaming else { return }
        act(.deliver(.streamPart(bytes)))
    }

    mutating func handleStreamEnd(_ token: RequestToken, _ trailers: HTTPFields) {
        guard runtime.state == .responding(token) else { return }
        runtime.state = .responded
        endStream(Self.error(in: trailers))
        act(.answer(token, .accepted))
    }

    /// Ends the caller's stream, once.
    mutating func endStream(_ error: FunctionError?) {
        guard let invocation, invocation.answer == .streaming else { return }
        self.invocation?.answer = .complete
        record(.responded(requestID: invocation.requestID, isError: error != nil))
        act(.deliver(.streamEnded(error)))
    }

    /// The error in a stream's trailers; its body is in Base64, which trailers can hold.
    private static func error(in trailers: HTTPFields) -> FunctionError? {
        guard let type = trailers[RuntimeField.errorType], !type.isEmpty else { return nil }
        let body = trailers[RuntimeField.errorBody] ?? ""
        return FunctionError(
            errorType: errorType(type), body: Data(base64Encoded: body).map { Array($0) } ?? Array(body.utf8)
        )
    }
}
