package import Host
package import SystemPackage

/// Where an archive comes from: an in-toto statement with SLSA provenance, both of version 1.
package struct ProvenanceStatement: Sendable, Hashable, Codable {
    /// The type of in-toto's statements.
    static let statementType = "https://in-toto.io/Statement/v1"
    /// The type of SLSA's provenance.
    static let predicateType = "https://slsa.dev/provenance/v1"
    /// The type of this tool's builds, which defines the parameters.
    static let buildType = "urn:swiftlambda:package:v1"

    private enum CodingKeys: String, CodingKey {
        case type = "_type"
        case subject, predicateType, predicate
    }

    /// A file, a repository or a package.
    struct Resource: Sendable, Hashable, Codable {
        struct Annotations: Sendable, Hashable, Codable {
            var version: String?
            var isEdited: Bool?
            /// Whether a second build gave the same bytes.
            var isIdentical: Bool?

            private enum CodingKeys: String, CodingKey {
                case version
                case isEdited = "edited"
                case isIdentical = "identical"
            }
        }
        var name: String?
        var uri: String?
        var digest: [String: String]?
        var annotations: Annotations?
    }

    /// What the build depended on besides its parameters.
    struct Internals: Sendable, Hashable, Codable {
        /// The version line of the compiler.
        var compiler: String
        /// The target triple.
        var triple: String
        /// The commit, and whether the sources differed from it.
        var git: GitState?
    }

    struct BuildDefinition: Sendable, Hashable, Codable {
        var buildType: String
        var externalParameters: BuildParameters
        var internalParameters: Internals
        var resolvedDependencies: [Resource]
    }

    struct RunDetails: Sendable, Hashable, Codable {
        struct Builder: Sendable, Hashable, Codable {
            var id: String
            var version: [String: String]
        }
        struct Metadata: Sendable, Hashable, Codable { var invocationId: String? }
        var builder: Builder
        var metadata: Metadata?
        var byproducts: [Resource]
    }

    struct Predicate: Sendable, Hashable, Codable {
        var buildDefinition: BuildDefinition
        var runDetails: RunDetails
    }

    var type = ProvenanceStatement.statementType
    var subject: [Resource]
    var predicateType = ProvenanceStatement.predicateType
    var predicate: Predicate

    init(subject: [Resource], predicate: Predicate) {
        self.subject = subject
        self.predicate = predicate
    }
}

extension ProvenanceStatement {
    private static let sizeLimit = 64 << 20

    /// The name of the dependency that is the image.
    static let imageName = "image"
    /// The name of the by-product that is the archive of a second build.
    static let rebuildName = "rebuild"

    /// The parameters of the build.
    package var parameters: BuildParameters { predicate.buildDefinition.externalParameters }
    /// The commit of the sources, if they had one.
    package var git: GitState? { internals.git }
    /// The digest of the archive.
    package var sha256: String? { subject.lazy.compactMap { $0.digest?["sha256"] }.first }
    /// The version of swiftlambda that built it.
    package var toolVersion: String? { predicate.runDetails.builder.version["swiftlambda"] }
    var internals: Internals { predicate.buildDefinition.internalParameters }
    var dependencies: [Resource] { predicate.buildDefinition.resolvedDependencies }
    /// The digest of the image, if there was one.
    var imageDigest: String? {
        dependencies.first { $0.name == Self.imageName }?.digest?["sha256"].map { "sha256:\($0)" }
    }
    /// Whether a second build gave the same bytes; `nil` without one.
    var isReproduced: Bool? {
        predicate.runDetails.byproducts.first { $0.name == Self.rebuildName }?.annotations?.isIdentical
    }

    /// Reads a statement that `package --provenance` wrote.
    ///
    /// - Throws: `ProvenanceError`; `FileError` if there is no such file.
    package static func read(_ path: FilePath, files: any FileSystem) throws -> ProvenanceStatement {
        let bytes = try files.read(path, limit: sizeLimit)
        guard let kind = try? ShippedJSON.document(Kind.self, from: bytes), kind.type == statementType,
            kind.predicateType == predicateType
        else { throw ProvenanceError.unreadable(path) }
        let type = kind.predicate?.buildDefinition?.buildType
        guard type == buildType else { throw ProvenanceError.otherBuildType(path, type: type) }
        do {
            return try ShippedJSON.document(ProvenanceStatement.self, from: bytes)
        } catch {
            throw ProvenanceError.unreadable(path)
        }
    }

    /// The part of any statement that says what it is.
    private struct Kind: Decodable {
        private enum CodingKeys: String, CodingKey {
            case type = "_type"
            case predicateType, predicate
        }
        struct Predicate: Decodable {
            struct Definition: Decodable { var buildType: String? }
            var buildDefinition: Definition?
        }
        var type: String
        var predicateType: String?
        var predicate: Predicate?
    }
}
