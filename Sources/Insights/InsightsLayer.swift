package import Model

/// One version of the Lambda Insights layer in one region.
package struct InsightsLayer: Sendable, Hashable {
    /// The region it is published in.
    package let region: Region
    /// The architecture it runs on.
    package let architecture: Architecture
    /// The version of the extension inside.
    package let version: DottedVersion
    /// The layer's ARN, taken apart.
    package let layerARN: LayerARN
    /// Whether no newer trusted one is known to this release for the region and architecture.
    package let isNewestKnown: Bool

    /// The layer's ARN, as a function's configuration names it.
    package var arn: String { layerARN.description }
}
