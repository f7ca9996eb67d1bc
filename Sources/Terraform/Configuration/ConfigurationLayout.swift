/// Whether a configuration stands alone or is called by another.
package enum ConfigurationLayout: String, Sendable, Hashable, CaseIterable {
    /// It configures the provider and takes its region from a variable.
    case root
    /// Its caller configures the provider, whose region applies.
    case module
}
