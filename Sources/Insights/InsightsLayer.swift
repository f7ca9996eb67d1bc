package import Model

/// One version of the Lambda Insights layer in one region.
package struct InsightsLayer: Sendable, Hashable {
    /// The region it is published in.
    package let region: Region
    /// The architecture it runs on.
    package let architecture: Architecture
    /// The version of the extension inside.
    package let version: DottedVersion
    /// The layer's ARN in parts.
    package let layerARN: LayerARN
    /// Whether it is the newest trusted one known to this release for the region and architecture.
    package let isNewestKnown: Bool

    /// The layer's ARN, as in a function's configuration.
    package var arn: String { layerARN.description }
}
