import Model

/// A layer in the file: an ARN for all regions, or one for each.
enum LayerSetting: Sendable, Hashable {
    /// An ARN, in which `{region}` stands for the region.
    case arn(String)
    /// ARNs by region.
    case byRegion([String: String])

    /// The placeholder for the region.
    static let regionPlaceholder = "{region}"

    /// The ARN in a region; `nil` if it has none there.
    ///
    /// - Parameter region: `nil` where no region is known, so that the placeholder stays.
    func arn(in region: Region?) -> String? {
        switch self {
        case .arn(let text): region.map { text.replacing(Self.regionPlaceholder, with: $0.name) } ?? text
        case .byRegion(let arns): region.map { arns[$0.name] } ?? arns.min { $0.key < $1.key }?.value
        }
    }
}
