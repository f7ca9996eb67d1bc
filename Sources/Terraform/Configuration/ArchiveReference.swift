package import Model

/// The location of a function's archive in the configuration.
package struct ArchiveReference: Sendable, Hashable {
    /// The digest of an archive, as its manifest has it.
    package struct Digest: Sendable, Hashable {
        /// SHA-256 in hexadecimal.
        package var sha256: String
        /// SHA-256 in base64, as in `source_code_hash`.
        package var sourceCodeHash: String

        /// Creates a digest.
        package init(sha256: String, sourceCodeHash: String) {
            self.sha256 = sha256
            self.sourceCodeHash = sourceCodeHash
        }
    }

    /// The archive's path: relative to the configuration's directory, or absolute.
    package var path: String
    /// The architecture in the archive's manifest, if there is one.
    package var architecture: Architecture?
    /// Whether the archive already exists.
    package var exists: Bool
    /// The archive's size, if it exists.
    package var sizeBytes: Int64?
    /// The archive's digest, if it and its manifest exist and agree.
    package var digest: Digest?

    /// Creates a reference.
    package init(
        path: String,
        architecture: Architecture? = nil,
        exists: Bool,
        sizeBytes: Int64? = nil,
        digest: Digest? = nil
    ) {
        self.path = path
        self.architecture = architecture
        self.exists = exists
        self.sizeBytes = sizeBytes
        self.digest = digest
    }
}
