/// The Lambda Insights layer of a function.
package enum InsightsSetting: Sendable, Hashable {
    /// No layer; Lambda then never sends SIGTERM unless there is another extension.
    case disabled
    /// The newest trusted layer known to this release for the region and architecture.
    case newest
    /// The layer of a specific version of the extension, such as `1.0.404.0`.
    case version(String)
    /// A layer that the user specifies completely.
    case layer(arn: String)
}
