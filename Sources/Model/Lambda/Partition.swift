/// A part of AWS with its own accounts and ARNs.
package enum Partition: String, Sendable, Hashable, Codable, CaseIterable {
    case aws
    case china = "aws-cn"
    case govCloud = "aws-us-gov"
    case iso = "aws-iso"
    case isoB = "aws-iso-b"
    case isoE = "aws-iso-e"
    case isoF = "aws-iso-f"
    case europeanSovereignCloud = "aws-eusc"

    /// The regions with Lambda, by name.
    ///
    /// Source: botocore's partitions and endpoints tables.
    package var regionNames: [String] {
        switch self {
        case .aws:
            [
                "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
                "ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4",
                "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1",
                "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
                "il-central-1", "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1", "sa-west-1",
                "us-east-1", "us-east-2", "us-west-1", "us-west-2",
            ]
        case .china: ["cn-north-1", "cn-northwest-1"]
        case .govCloud: ["us-gov-east-1", "us-gov-west-1"]
        case .iso: ["us-iso-east-1", "us-iso-west-1"]
        case .isoB: ["us-isob-east-1", "us-isob-west-1"]
        case .isoE: ["eu-isoe-west-1"]
        case .isoF: ["us-isof-east-1", "us-isof-south-1"]
        case .europeanSovereignCloud: ["eusc-de-east-1"]
        }
    }
}
