import Model

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ContainerImage {
    /// The engines' description of an image: a list with one object; Docker, Podman and nerdctl use Docker's keys,
    /// Apple's `container` those of an OCI index.
    private struct Inspection: Decodable {
        struct Index: Decodable { var digest: String? }
        struct Variant: Decodable {
            struct Platform: Decodable { var architecture: String? }
            var platform: Platform?
        }

        enum CodingKeys: String, CodingKey {
            case id = "Id"
            case digest = "Digest"
            case repoDigests = "RepoDigests"
            case architecture = "Architecture"
            case index, variants
        }

        var id: String?
        var digest: String?
        var repoDigests: [String]?
        var architecture: String?
        var index: Index?
        var variants: [Variant]?
    }

    /// Reads what an engine prints; `nil` if it has another form.
    package init?(reference: String, inspection json: [UInt8]) {
        guard let inspection = try? JSONDecoder().decode([Inspection].self, from: Data(json)).first else { return nil }
        self.reference = reference
        let ofRegistry = inspection.repoDigests?.lazy.compactMap { $0.split(separator: "@").last.map(String.init) }
            .first
        digest = ofRegistry ?? inspection.digest ?? inspection.index?.digest ?? inspection.id
        let names =
            inspection.architecture.map { [$0] } ?? inspection.variants?.compactMap { $0.platform?.architecture }
        architectures = names.map { Set($0.compactMap { Architecture(oci: $0) }) }
    }
}
