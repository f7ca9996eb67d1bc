/// Which Lambda Insights layer a function gets.
package enum InsightsSetting: Sendable, Hashable {
    /// No layer; Lambda then never sends SIGTERM unless another extension is there.
    case disabled
    /// The newest trusted layer known to this release for the region and architecture.
    case newest
    /// The layer of one version of the extension, such as `1.0.404.0`.
    case version(String)
    /// A layer the user names in full.
    case layer(arn: String)
}
