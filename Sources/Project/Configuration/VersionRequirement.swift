import Model

/// Which versions of swiftlambda may read a file: conditions such as `>= 0.2`, separated by commas.
struct VersionRequirement: Sendable, Hashable {
    private enum Comparison: String, CaseIterable {
        // The longer ones first, since a shorter one begins them.
        case atLeast = ">="
        case atMost = "<="
        case above = ">"
        case below = "<"
        case equal = "="
    }

    private var conditions: [Condition]

    private struct Condition: Hashable {
        var comparison: Comparison
        var version: DottedVersion
    }

    /// Reads a text; `nil` if it is none.
    init?(_ text: String) {
        conditions = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let part = part.drop { $0 == " " }
            let comparison = Comparison.allCases.first { part.hasPrefix($0.rawValue) } ?? .equal
            let digits = part.hasPrefix(comparison.rawValue) ? part.dropFirst(comparison.rawValue.count) : part
            let trimmed = digits.drop { $0 == " " }.prefix { $0 != " " }
            guard let version = DottedVersion(trimmed) else { return nil }
            conditions.append(Condition(comparison: comparison, version: version))
        }
    }

    /// Whether a version fulfils all conditions.
    func includes(_ version: DottedVersion) -> Bool {
        conditions.allSatisfy { condition in
            switch condition.comparison {
            case .atLeast: version >= condition.version
            case .atMost: version <= condition.version
            case .above: version > condition.version
            case .below: version < condition.version
            case .equal: version == condition.version
            }
        }
    }
}
