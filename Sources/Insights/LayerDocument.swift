import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The catalogue's file, as it is written.
struct LayerDocument: Decodable {
    /// A pair that is not trusted, and why.
    struct QuarantinedRow: Decodable {
        var architecture: Architecture
        var version: String
        var region: String
        /// The layer version that the published table names.
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
    /// Versions known to exist, by architecture, whose ARNs are not known.
    var knownNewerVersions: [String: [String]]
    var sources: [String]

    init(bytes: [UInt8]) throws(LayerError) {
        do {
            self = try JSONDecoder().decode(LayerDocument.self, from: Data(bytes))
        } catch {
            throw .unreadableCatalogue(problem: String(describing: error))
        }
        guard formatVersion == 1 else {
            throw .unreadableCatalogue(problem: "Its format version is \(formatVersion); this release reads 1.")
        }
    }
}

/// Layer version numbers by region, in the form `eu-west-1:38 us-east-1:35`.
///
/// One text is decoded in a fraction of the time that a dictionary takes, and of all the rows a command needs few.
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

    /// Every region that is named, in the text's order.
    var regions: [String] {
        text.split(separator: " ").map { String($0.prefix { $0 != ":" }) }
    }

    /// The number in a region, or `nil` where there is none that is trusted.
    subscript(region: String) -> Int? {
        guard !excluded.contains(region) else { return nil }
        let prefix = region + ":"
        return text.split(separator: " ").first { $0.hasPrefix(prefix) }.flatMap { Int($0.dropFirst(prefix.count)) }
    }

    /// Leaves a region out.
    mutating func exclude(_ region: String) {
        excluded.insert(region)
    }
}
