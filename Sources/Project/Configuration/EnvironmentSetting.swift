import Model

/// A variable's value in the file: a text, or a tag with what it refers to.
enum EnvironmentSetting: Sendable, Hashable {
    /// The value itself.
    case text(String)
    /// `!tf`: a value of the user's own Terraform.
    case terraform(TerraformReference)
    /// `!ssm`: the name of a parameter, which the function reads.
    case parameter(String)
    /// `!secret`: the name of a secret, which the function reads.
    case secret(String)

    /// The value that is known without Terraform.
    var text: String? {
        switch self {
        case .text(let text), .parameter(let text), .secret(let text): text
        case .terraform: nil
        }
    }
}

/// The tags that refer to what is elsewhere.
enum ReferenceTag: String, CaseIterable {
    case terraform = "!tf"
    case parameter = "!ssm"
    case secret = "!secret"
}

extension YAMLReader {
    /// A variable's value.
    mutating func environmentSetting(_ value: YAMLValue) -> EnvironmentSetting? {
        guard let tag = value.tag else { return text(value).map { .text($0) } }
        guard let text = value.taggedText, !text.isEmpty else {
            reportType(of: value, expected: "`\(tag.rawValue)` with a name")
            return nil
        }
        switch tag {
        case .terraform: return terraformReference(value).map { .terraform($0) }
        case .parameter: return named(text, "parameter", allows: "/_.-", at: value).map { .parameter($0) }
        case .secret: return named(text, "secret", allows: "/_+=.@-!", at: value).map { .secret($0) }
        }
    }

    /// Checks a name by the rules of its service, or an ARN by its beginning.
    private mutating func named(_ text: String, _ kind: String, allows: String, at value: YAMLValue) -> String? {
        let name = text.hasPrefix("arn:") ? text.filter { $0 != ":" } : text
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || allows.contains($0)) }) else {
            report(
                .error(
                    "config.reference", "\(value.path) is '\(text.prefix(120))', which is not the name of a \(kind)",
                    explanation: "A name has letters, digits and \(allows.map { "'\($0)'" }.joined(separator: ", ")).",
                    location: value.location))
            return nil
        }
        return text
    }
}
