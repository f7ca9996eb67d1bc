package import Model

/// Where a function's archive is, as the configuration names it.
package struct ArchiveReference: Sendable, Hashable {
    /// The archive's path: relative to the configuration's directory, or absolute.
    package var path: String
    /// The architecture that the archive's manifest names, where there is one.
    package var architecture: Architecture?
    /// Whether the archive is there already.
    package var exists: Bool

    /// Creates a reference.
    package init(path: String, architecture: Architecture? = nil, exists: Bool) {
        self.path = path
        self.architecture = architecture
        self.exists = exists
    }
}
