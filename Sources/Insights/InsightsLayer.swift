public import Model

/// One version of the Lambda Insights layer in one region.
public struct InsightsLayer: Sendable, Hashable {
    /// The region it is published in.
    public let region: Region
    /// The architecture it runs on.
    public let architecture: Architecture
    /// The version of the extension inside.
    public let version: DottedVersion
    /// The layer's ARN, taken apart.
    public let layerARN: LayerARN
    /// Whether no newer trusted one is known to this release for the region and architecture.
    public let isNewestKnown: Bool

    /// The layer's ARN, as a function's configuration names it.
    public var arn: String { layerARN.description }
}
