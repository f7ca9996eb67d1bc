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
    /// Layer version numbers by architecture, version of the extension and region.
    var layers: [String: [String: [String: Int]]]
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
