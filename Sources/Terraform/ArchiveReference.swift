public import Model

/// Where a function's archive is, as the configuration names it.
public struct ArchiveReference: Sendable, Hashable {
    /// The archive's path: relative to the configuration's directory, or absolute.
    public var path: String
    /// The architecture that the archive's manifest names, where there is one.
    public var architecture: Architecture?
    /// Whether the archive is there already.
    public var exists: Bool

    /// Creates a reference.
    public init(path: String, architecture: Architecture? = nil, exists: Bool) {
        self.path = path
        self.architecture = architecture
        self.exists = exists
    }
}

/// Whether a configuration stands alone or is called by another.
public enum ConfigurationLayout: String, Sendable, Hashable, CaseIterable {
    /// It configures the provider and takes its region from a variable.
    case root
    /// Its caller configures the provider, whose region it takes.
    case module
}
