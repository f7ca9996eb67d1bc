package import Model

/// The ARN of a version of a Lambda layer, in parts.
///
/// Form: `arn:<partition>:lambda:<region>:<account>:layer:<name>:<version>`. The service model also allows
/// `arn:…:lambda:::awslayer:<name>`, which names layers of a retired runtime and is refused here.
package struct LayerARN: Sendable, Hashable {
    /// The layer's region; functions can only use layers of their own region.
    package let region: Region
    /// The account that owns the layer, in twelve digits.
    package let account: String
    /// The layer's name.
    package let name: String
    /// The number of the layer version.
    package let version: Int

    /// Creates an ARN from valid parts.
    init(region: Region, account: String, name: String, version: Int) {
        self.region = region
        self.account = account
        self.name = name
        self.version = version
    }

    /// Reads an ARN strictly.
    package init(_ text: String) throws(LayerError) {
        func malformed(_ problem: String) -> LayerError { .malformedARN(text, problem: problem) }

        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 6, parts[0] == "arn", parts[2] == "lambda", parts[5] == "layer" else {
            throw malformed("This is not the ARN of a Lambda layer.")
        }
        guard parts.count == 8 else {
            throw malformed(
                parts.count == 7 ? "The layer's version number is missing." : "It has \(parts.count) parts.")
        }
        guard let partition = Partition(rawValue: parts[1]) else {
            throw malformed("'\(parts[1])' is not an AWS partition known to this release.")
        }
        // It may be newer than this release.
        guard let region = Region(form: parts[3]) else {
            throw .unknownRegion(parts[3], nearest: LayerCatalogue.nearestRegions(to: parts[3]))
        }
        guard region.partition == partition else {
            throw .wrongPartition(arn: text, region: region, found: partition)
        }
        guard parts[4].utf8.count == 12, parts[4].utf8.allSatisfy(\.isDigit) else {
            throw malformed("'\(parts[4])' is not a twelve-digit account number.")
        }
        guard !parts[6].isEmpty, parts[6].utf8.allSatisfy(\.isLayerNameByte) else {
            throw malformed("'\(parts[6])' is not a layer name, which consists of letters, digits, '-' and '_'.")
        }
        guard parts[7].utf8.allSatisfy(\.isDigit), let version = Int(parts[7]), version > 0 else {
            throw malformed("'\(parts[7])' is not a version number.")
        }
        self.init(region: region, account: parts[4], name: parts[6], version: version)
    }

    /// The architecture of a Lambda Insights layer according to its name, or `nil` for any other layer.
    package var insightsArchitecture: Architecture? {
        Architecture.allCases.first { $0.insightsLayerName == name }
    }

    /// Refuses a layer that a function of a region and architecture cannot use.
    ///
    /// Only the names of Lambda Insights layers reveal their architecture.
    package func check(in region: Region, for architecture: Architecture) throws(LayerError) {
        guard self.region == region else { throw .wrongRegion(self, wanted: region) }
        if let found = insightsArchitecture, found != architecture {
            throw .wrongArchitecture(self, wanted: architecture)
        }
    }
}

extension LayerARN: CustomStringConvertible {
    /// The ARN as AWS writes it.
    package var description: String {
        "arn:\(region.partition.rawValue):lambda:\(region.name):\(account):layer:\(name):\(version)"
    }
}

extension Architecture {
    /// The name under which AWS publishes the Lambda Insights layer for the architecture.
    var insightsLayerName: String {
        switch self {
        case .x86_64: "LambdaInsightsExtension"
        case .arm64: "LambdaInsightsExtension-Arm64"
        }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    fileprivate var isLayerNameByte: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "-")
            || self == UInt8(ascii: "_")
    }
}
