package import Model

/// A Lambda Insights layer, or another layer, is refused.
package enum LayerError: DiagnosedError, Hashable {
    /// A requested version of the extension.
    package struct Request: Sendable, Hashable {
        /// The version, as written.
        package var version: String
        /// The requested region.
        package var region: Region
        /// The requested architecture.
        package var architecture: Architecture
    }

    /// The catalogue itself cannot be read.
    case unreadableCatalogue(problem: String)
    /// No region has this name.
    case unknownRegion(String, nearest: [String])
    /// The region has no trusted layer for the architecture.
    case noLayer(region: Region, architecture: Architecture, otherArchitectures: [Architecture], quarantined: [String])
    /// The version is unknown.
    case unknownVersion(Request, available: [DottedVersion])
    /// The version exists, but its ARN is not known.
    case unknownARN(Request, available: [DottedVersion])
    /// The version's row there is not trusted.
    case quarantined(Request, reason: String, available: [DottedVersion])
    /// The text is not the ARN of a layer version.
    case malformedARN(String, problem: String)
    /// The ARN's region and partition do not match.
    case wrongPartition(arn: String, region: Region, found: Partition)
    /// The layer is in another region than the function.
    case wrongRegion(LayerARN, wanted: Region)
    /// The layer is for another architecture than the function's.
    case wrongArchitecture(LayerARN, wanted: Architecture)
    /// The layer is not a Lambda Insights layer.
    case notInsights(LayerARN)
    /// The lock names another version than the layer's; `nil` if that is unknown.
    case lockedVersion(LayerARN, locked: String, is: DottedVersion?)

    /// A wrong name or ARN is the user's mistake; a broken catalogue is ours.
    package var exitStatus: ExitStatus {
        if case .unreadableCatalogue = self { .internalFault } else { .badInput }
    }
}
