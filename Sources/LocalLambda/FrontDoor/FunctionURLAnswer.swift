#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns what a function answers into what the client of a function URL gets (developer guide, "Response payload
/// format").
public enum FunctionURLAnswer {
    /// The content type of a stream that begins with status and header fields.
    static let integrationContentType = "application/vnd.awslambda.http-integration-response"

    /// The answer for a function that failed, or that gave what is no answer.
    public static let badGateway = APIResponse(
        502, headers: [RuntimeField.contentType: "application/json"], body: Array("Internal Server Error".utf8)
    )

    /// The HTTP answer for a function's answer.
    public static func response(for answer: InvocationAnswer) -> APIResponse {
        switch answer {
        case .failure: badGateway
        case .response(let body, _): response(forBody: body)
        }
    }

    private static func response(forBody body: [UInt8]) -> APIResponse {
        guard let document = try? JSONValue(parsing: body) else { return badGateway }
        guard document["statusCode"] != nil else { return inferred(document, body) }
        guard var response = head(from: document), let body = self.body(in: document) else { return badGateway }
        response.body = body
        return response
    }

    /// Without a status code the whole answer is the body; a string is taken without its quotes.
    private static func inferred(_ document: JSONValue, _ body: [UInt8]) -> APIResponse {
        APIResponse(
            200, headers: [RuntimeField.contentType: "application/json"],
            body: document.string.map { Array($0.utf8) } ?? body
        )
    }

    /// Status and header fields of an answer, or of the prelude of a streamed one; `nil` where they are malformed.
    static func head(from document: JSONValue) -> APIResponse? {
        guard document.members != nil else { return nil }
        guard let status = status(document["statusCode"]) else { return nil }
        var headers: HTTPFields = [:]
        for member in document["headers"]?.members ?? [] {
            guard let value = fieldValue(member.value), isFieldName(member.name) else { return nil }
            headers.fields.append(.init(member.name, value))
        }
        for cookie in document["cookies"]?.array ?? [] {
            guard let value = fieldValue(cookie) else { return nil }
            headers.fields.append(.init("Set-Cookie", value))
        }
        if headers[RuntimeField.contentType] == nil { headers[RuntimeField.contentType] = "application/json" }
        return APIResponse(status, headers: headers)
    }

    private static func status(_ value: JSONValue?) -> Int? {
        // The prelude of a stream may leave it out.
        guard let value else { return 200 }
        guard let status = value.integer ?? value.string.flatMap({ Int($0) }), (200...599).contains(status) else {
            return nil
        }
        return status
    }

    private static func fieldValue(_ value: JSONValue) -> String? {
        switch value {
        // A line break would begin a field that the function did not name.
        case .string(let text): text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\t" } ? nil : text
        case .number(let digits): digits
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    private static func isFieldName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
    }

    private static func body(in document: JSONValue) -> [UInt8]? {
        switch document["body"] {
        case nil, .null?: []
        case .string(let text)?:
            document["isBase64Encoded"] == true ? Data(base64Encoded: text).map { Array($0) } : Array(text.utf8)
        default: nil
        }
    }
}

/// Reads the beginning of a stream: status and header fields as JSON, then eight zero bytes, then the body.
public struct StreamPrelude: Sendable, Hashable {
    /// What became of bytes that were read.
    public enum Outcome: Sendable, Hashable {
        /// The prelude goes on.
        case more
        /// The prelude is over, and the first bytes of the body are there.
        case began(head: APIResponse, body: [UInt8])
        /// It is no prelude.
        case malformed
    }

    /// Far more than servers take for header fields.
    private static let limit = 1 << 20
    private static let separator = [UInt8](repeating: 0, count: 8)

    private var bytes: [UInt8] = []

    /// Creates a reader.
    public init() {}

    /// Whether a stream of a content type begins with a prelude.
    public static func isExpected(contentType: String) -> Bool {
        contentType.prefix { $0 != ";" }.lowercased() == FunctionURLAnswer.integrationContentType
    }

    /// The head of a stream without a prelude.
    public static func head(contentType: String) -> APIResponse {
        APIResponse(200, headers: [RuntimeField.contentType: contentType])
    }

    /// Takes the next bytes of the stream.
    public mutating func append(_ part: [UInt8]) -> Outcome {
        // The separator may have begun in what came before.
        var start = max(0, bytes.count - Self.separator.count + 1)
        bytes += part
        while start + Self.separator.count <= bytes.count {
            guard bytes[start..<start + Self.separator.count].elementsEqual(Self.separator) else {
                start += 1
                continue
            }
            guard let document = try? JSONValue(parsing: Array(bytes[..<start])),
                let head = FunctionURLAnswer.head(from: document)
            else { return .malformed }
            return .began(head: head, body: Array(bytes[(start + Self.separator.count)...]))
        }
        return bytes.count > Self.limit ? .malformed : .more
    }
}
