package import Model

/// The location of a function's archive in the configuration.
package struct ArchiveReference: Sendable, Hashable {
    /// The archive's path: relative to the configuration's directory, or absolute.
    package var path: String
    /// The architecture in the archive's manifest, if there is one.
    package var architecture: Architecture?
    /// Whether the archive already exists.
    package var exists: Bool

    /// Creates a reference.
    package init(path: String, architecture: Architecture? = nil, exists: Bool) {
        self.path = path
        self.architecture = architecture
        self.exists = exists
    }
}
