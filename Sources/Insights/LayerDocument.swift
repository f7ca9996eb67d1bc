import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The catalogue file.
struct LayerDocument: Decodable {
    /// An untrusted pair, and the reason.
    struct QuarantinedRow: Decodable {
        var architecture: Architecture
        var version: String
        var region: String
        /// The layer version in the published table.
        var published: Int
        var reason: String
    }

    var formatVersion: Int
    var retrieved: String
    /// The owner of the layers of each region.
    var accounts: [String: String]
    /// Layer version numbers by region, as one text for each architecture and version of the extension.
    var layers: [String: [String: LayerNumbers]]
    var quarantined: [QuarantinedRow]
    /// Versions that are known to exist, by architecture, without known ARNs.
    var knownNewerVersions: [String: [String]]
    var sources: [String]

    init(bytes: [UInt8]) throws(LayerError) {
        do {
            self = try JSONDecoder().decode(LayerDocument.self, from: Data(bytes))
        } catch {
            throw .unreadableCatalogue(problem: String(describing: error))
        }
        guard formatVersion == 1 else {
            throw .unreadableCatalogue(problem: "It has format version \(formatVersion); this release reads version 1.")
        }
    }
}

/// Layer version numbers by region, in the form `eu-west-1:38 us-east-1:35`.
///
/// Decoding one text takes a fraction of the time of a dictionary, and a command needs only a few of the rows.
struct LayerNumbers: Decodable, Sendable {
    private let text: String
    /// Regions whose numbers are not trusted.
    private var excluded: Set<String> = []

    init(_ text: String = "") {
        self.text = text
    }

    init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    /// Every region in the text, in its order.
    var regions: [String] {
        text.split(separator: " ").map { String($0.prefix { $0 != ":" }) }
    }

    /// The number for a region, or `nil` without a trusted one.
    subscript(region: String) -> Int? {
        guard !excluded.contains(region) else { return nil }
        let prefix = region + ":"
        return text.split(separator: " ").first { $0.hasPrefix(prefix) }.flatMap { Int($0.dropFirst(prefix.count)) }
    }

    /// Removes a region.
    mutating func exclude(_ region: String) {
        excluded.insert(region)
    }
}
