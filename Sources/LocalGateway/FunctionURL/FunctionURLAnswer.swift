import JSON
package import LambdaProtocol

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Turns a function's answer into a function URL's HTTP response (developer guide, "Response payload
/// format").
package enum FunctionURLAnswer {
    /// The content type of a stream that begins with a status and header fields.
    static let integrationContentType = "application/vnd.awslambda.http-integration-response"

    /// The response if the function failed or its answer cannot be turned into a response.
    package static let badGateway = APIResponse(
        502, headers: [RuntimeField.contentType: "application/json"], body: Array("Internal Server Error".utf8)
    )

    /// The HTTP response for a complete answer; a prelude is read as it would be in a stream.
    package static func response(for answer: InvocationAnswer) throws(FunctionURLFault) -> APIResponse {
        switch answer {
        case .failure(let error): throw .functionFailed(error)
        case .response(let body, let contentType) where StreamPrelude.isExpected(contentType: contentType):
            var prelude = StreamPrelude()
            guard let (head, rest) = try prelude.append(body) else { throw .preludeWithoutEnd }
            var response = head
            response.body = rest
            return response
        case .response(let body, _): return try response(forBody: body)
        }
    }

    private static func response(forBody body: [UInt8]) throws(FunctionURLFault) -> APIResponse {
        let document = try document(body)
        guard document["statusCode"] != nil else { return inferred(document, body) }
        var response = try head(from: document)
        response.body = try self.body(in: document)
        return response
    }

    static func document(_ bytes: [UInt8]) throws(FunctionURLFault) -> JSONValue {
        do { return try JSONValue(parsing: bytes) } catch { throw .notJSON(error) }
    }

    /// Without a status code the whole answer is the body; a string loses its quotes.
    private static func inferred(_ document: JSONValue, _ body: [UInt8]) -> APIResponse {
        APIResponse(
            200, headers: [RuntimeField.contentType: "application/json"],
            body: document.string.map { Array($0.utf8) } ?? body
        )
    }

    /// The status and header fields of an answer, or of a stream's prelude.
    static func head(from document: JSONValue) throws(FunctionURLFault) -> APIResponse {
        guard document.members != nil else { throw .malformed("the answer is not an object") }
        let status = try status(document["statusCode"])
        var headers: HTTPFields = [:]
        for member in document["headers"]?.members ?? [] {
            guard isFieldName(member.name) else {
                throw .malformed("'\(member.name)' cannot be the name of a header field")
            }
            headers.fields.append(.init(member.name, try fieldValue(member.value, of: member.name)))
        }
        for cookie in document["cookies"]?.array ?? [] {
            headers.fields.append(.init("Set-Cookie", try fieldValue(cookie, of: "cookies")))
        }
        if headers[RuntimeField.contentType] == nil { headers[RuntimeField.contentType] = "application/json" }
        return APIResponse(status, headers: headers)
    }

    private static func status(_ value: JSONValue?) throws(FunctionURLFault) -> Int {
        // The prelude of a stream can omit it.
        guard let value else { return 200 }
        guard let status = value.integer ?? value.string.flatMap({ Int($0) }), (200...599).contains(status) else {
            throw .malformed("\(value.text) cannot be a statusCode, which is a number from 200 to 599")
        }
        return status
    }

    private static func fieldValue(_ value: JSONValue, of name: String) throws(FunctionURLFault) -> String {
        switch value {
        case .string(let text):
            // A line break would start a field that the function did not name.
            guard text.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw .malformed("the value of the header field '\(name)' has a control character")
            }
            return text
        case .number(let digits): return digits
        case .bool(let flag): return flag ? "true" : "false"
        case .null, .array, .object:
            throw .malformed("the value of the header field '\(name)' is not a string, number or boolean")
        }
    }

    /// A token (RFC 9110, section 5.6.2), the only form of name that clients accept.
    private static func isFieldName(_ name: String) -> Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        return !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: marks.contains(byte)
                }
            }
    }

    private static func body(in document: JSONValue) throws(FunctionURLFault) -> [UInt8] {
        switch document["body"] {
        case nil, .null?: return []
        case .string(let text)?:
            guard document["isBase64Encoded"] == true else { return Array(text.utf8) }
            guard let data = Data(base64Encoded: text) else {
                throw .malformed("isBase64Encoded is true, and the body is not Base64")
            }
            return Array(data)
        default: throw .malformed("the body is not a string")
        }
    }
}
