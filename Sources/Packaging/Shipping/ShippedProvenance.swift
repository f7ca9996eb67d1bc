/// What 'inspect' reports about the provenance beside an archive.
package struct ShippedProvenance: Sendable, Encodable {
    /// The file.
    package var path: String
    /// Whether it describes the archive.
    package var matchesArchive: Bool
    /// The repository of the sources, if it is known.
    package var source: String?
    /// The commit, and whether the sources differed from it.
    package var git: GitState?
    /// What vouches for it.
    package var builder: String
    /// The version line of the compiler.
    package var compiler: String
    /// The Swift SDK, if one was used.
    package var swiftSDK: String?
    /// The image, if one was used.
    package var image: String?
    /// Its digest.
    package var imageDigest: String?
    /// Whether a second build gave the same bytes; `nil` without one.
    package var isReproduced: Bool?

    init(_ statement: ProvenanceStatement, path: String, sha256: String) {
        self.path = path
        matchesArchive = statement.sha256 == sha256
        source = statement.parameters.source
        git = statement.git
        builder = statement.predicate.runDetails.builder.id
        compiler = statement.internals.compiler
        swiftSDK = statement.parameters.swiftSDK
        image = statement.parameters.image
        imageDigest = statement.imageDigest
        isReproduced = statement.isReproduced
    }
}
