package import LambdaProtocol

/// Reads the beginning of a stream: status and header fields as JSON, then eight zero bytes, then the body.
package struct StreamPrelude: Sendable, Hashable {
    /// Far more than servers accept as header fields.
    private static let limit = 1 << 20
    private static let separator = [UInt8](repeating: 0, count: 8)

    private var bytes: [UInt8] = []

    /// Creates a reader.
    package init() {}

    /// Whether a stream of a content type begins with a prelude.
    package static func isExpected(contentType: String) -> Bool {
        contentType.prefix { $0 != ";" }.lowercased() == FunctionURLAnswer.integrationContentType
    }

    /// The head of a stream without a prelude.
    package static func head(contentType: String) -> APIResponse {
        APIResponse(200, headers: [RuntimeField.contentType: contentType])
    }

    /// Takes the next bytes of the stream.
    ///
    /// - Returns: status, header fields and the first bytes of the body; `nil` while the prelude is incomplete.
    package mutating func append(_ part: [UInt8]) throws(FunctionURLFault) -> (head: APIResponse, body: [UInt8])? {
        // The separator may have started in an earlier part.
        var start = max(0, bytes.count - Self.separator.count + 1)
        bytes += part
        while start + Self.separator.count <= bytes.count {
            guard bytes[start..<start + Self.separator.count].elementsEqual(Self.separator) else {
                start += 1
                continue
            }
            let document = try FunctionURLAnswer.document(Array(bytes[..<start]))
            return (try FunctionURLAnswer.head(from: document), Array(bytes[(start + Self.separator.count)...]))
        }
        guard bytes.count <= Self.limit else {
            throw .malformed("the stream's status and header fields do not end within \(Self.limit) bytes")
        }
        return nil
    }
}
