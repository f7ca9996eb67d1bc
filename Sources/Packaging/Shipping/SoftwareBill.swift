/// A software bill of materials in CycloneDX 1.6.
struct SoftwareBill: Sendable, Hashable, Codable {
    /// A digest.
    struct Digest: Sendable, Hashable, Codable {
        private enum CodingKeys: String, CodingKey {
            case algorithm = "alg"
            case content
        }
        var algorithm = "SHA-256"
        var content: String
    }

    /// A property that the format has no key for.
    struct Property: Sendable, Hashable, Codable {
        var name: String
        var value: String

        /// Creates a property whose name has the tool's prefix.
        init(_ name: String, _ value: String) {
            self.name = "swiftlambda:\(name)"
            self.value = value
        }
    }

    /// A licence: an identifier of the SPDX list, or a name.
    struct LicenceChoice: Sendable, Hashable, Codable {
        struct Choice: Sendable, Hashable, Codable {
            var id: String?
            var name: String?
        }
        var license: Choice

        init(_ licence: Licence) {
            license = Choice(id: licence.identifier, name: licence.identifier == nil ? licence.name : nil)
        }
    }

    /// An address.
    struct Reference: Sendable, Hashable, Codable {
        var type: String
        var url: String
    }

    /// A part of the software.
    struct Component: Sendable, Hashable, Codable {
        private enum CodingKeys: String, CodingKey {
            case type, name, version, scope, hashes, licenses, purl, externalReferences, properties, components
            case reference = "bom-ref"
        }
        var type: String
        var reference: String
        var name: String
        var version: String?
        var scope: String?
        var hashes: [Digest]?
        var licenses: [LicenceChoice]?
        var purl: String?
        var externalReferences: [Reference]?
        var properties: [Property]?
        var components: [Component]?
    }

    /// What the document is about.
    struct Metadata: Sendable, Hashable, Codable {
        struct Tools: Sendable, Hashable, Codable { var components: [Component] }
        var timestamp: String?
        var tools: Tools
        var component: Component
    }

    /// What a component depends on.
    struct Dependency: Sendable, Hashable, Codable {
        var ref: String
        var dependsOn: [String]
    }

    var bomFormat = "CycloneDX"
    var specVersion = "1.6"
    var serialNumber: String?
    var version = 1
    var metadata: Metadata
    var components: [Component]
    var dependencies: [Dependency]
}
