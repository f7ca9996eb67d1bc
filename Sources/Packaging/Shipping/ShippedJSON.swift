import Checksums
import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The form of the JSON documents beside an archive.
enum ShippedJSON {
    /// A document's bytes: sorted keys, and a newline at the end.
    static func bytes(of document: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(document)) + [UInt8(ascii: "\n")]
    }

    /// Reads a document.
    ///
    /// - Throws: `DecodingError`.
    static func document<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws -> Document {
        try JSONDecoder().decode(type, from: Data(bytes))
    }

    /// A UUID that is a digest of bytes: version 8 of RFC 9562.
    static func uuid(of bytes: [UInt8]) -> String {
        var digest = Array(SHA256.hash(bytes).prefix(16))
        digest[6] = digest[6] & 0x0F | 0x80
        digest[8] = digest[8] & 0x3F | 0x80
        let text = Array(Hexadecimal.text(digest))
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(text[$0]) }.joined(separator: "-")
    }

    /// A time in UTC, such as `2026-11-30T18:23:55Z`.
    static func text(ofSecondsSince1970 seconds: Int) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
    }
}
