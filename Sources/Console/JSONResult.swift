#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The format version of every JSON result; it grows when a key disappears or changes its meaning.
package let jsonFormatVersion = 1

/// A result as JSON for programs: an object with `formatVersion`, sorted keys and a final line feed.
///
/// - Parameter payload: a value that encodes as an object.
package func jsonResult(_ payload: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(Versioned(payload: payload)), as: UTF8.self)
    return withoutEmptyLines(text) + "\n"
}

/// Joins the `[` and `]` of empty lists, the only place where the encoder leaves an empty line.
private func withoutEmptyLines(_ text: String) -> String {
    var lines: [Substring] = []
    var closesUp = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if closesUp, let opening = lines.popLast() {
            lines.append(opening + line.drop { $0 == " " })
        } else if !line.isEmpty {
            lines.append(line)
        }
        closesUp = line.isEmpty
    }
    return lines.joined(separator: "\n")
}

private struct Versioned<Payload: Encodable>: Encodable {
    enum Key: CodingKey {
        case formatVersion
    }

    var payload: Payload

    func encode(to encoder: any Encoder) throws {
        try payload.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(jsonFormatVersion, forKey: .formatVersion)
    }
}
