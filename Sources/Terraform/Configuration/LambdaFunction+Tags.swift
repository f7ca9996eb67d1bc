import Model

extension LambdaFunction {
    /// The keys of tags that AWS refuses on a role, sorted.
    ///
    /// Source: IAM API reference, "Tag"; the rules for functions and log groups are no stricter.
    var invalidTags: [String] {
        tags.filter { key, value in
            !(1...128).contains(key.unicodeScalars.count) || value.unicodeScalars.count > 256
                || key.lowercased().hasPrefix("aws:")
                || !(key + value).unicodeScalars.allSatisfy(Self.isAllowedInTags)
        }.keys.sorted()
    }

    private static func isAllowedInTags(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber,
            .spaceSeparator, .lineSeparator, .paragraphSeparator:
            true
        default:
            "_.:/=+-@".unicodeScalars.contains(scalar)
        }
    }
}
