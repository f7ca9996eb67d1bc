package import Model

/// A Lambda Insights layer, or another layer, that is refused.
package enum LayerError: DiagnosedError, Hashable {
    /// One version of the extension that was asked for.
    package struct Request: Sendable, Hashable {
        /// The version, as it was written.
        package var version: String
        /// The region it was wanted in.
        package var region: Region
        /// The architecture it was wanted for.
        package var architecture: Architecture
    }

    /// The catalogue itself cannot be read.
    case unreadableCatalogue(problem: String)
    /// No region has the name.
    case unknownRegion(String, nearest: [String])
    /// The region has no trusted layer for the architecture.
    case noLayer(region: Region, architecture: Architecture, otherArchitectures: [Architecture], quarantined: [String])
    /// No such version is known there.
    case unknownVersion(Request, available: [DottedVersion])
    /// The version exists, but its ARN is not known.
    case unknownARN(Request, available: [DottedVersion])
    /// The version's row there is not trusted.
    case quarantined(Request, reason: String, available: [DottedVersion])
    /// The text is not the ARN of a layer version.
    case malformedARN(String, problem: String)
    /// The ARN's region is in another partition than the ARN says.
    case wrongPartition(arn: String, region: Region, found: Partition)
    /// The layer lives in another region than the function.
    case wrongRegion(LayerARN, wanted: Region)
    /// The layer is for another architecture than the function's.
    case wrongArchitecture(LayerARN, wanted: Architecture)
    /// The layer is not one of Lambda Insights.
    case notInsights(LayerARN)

    /// A wrong name or ARN is the user's; a broken catalogue is ours.
    package var exitStatus: ExitStatus {
        if case .unreadableCatalogue = self { .internalFault } else { .badInput }
    }
}
