import Model

extension YAMLReader {
    /// A resource of one of several kinds: its ARN, or a reference to it.
    mutating func resource(_ value: YAMLValue, of kinds: [ResourceKind]) -> ResourceReference? {
        if value.tag == .terraform { return reference(value, of: kinds) }
        guard let text = text(value) else { return nil }
        if let arn = ResourceARN(text), kinds.contains(where: { $0.includes(arn) }) { return .arn(arn) }
        report(
            .error(
                "config.invalid-arn",
                "\(value.path) is '\(text.prefix(100))', which is not the ARN of \(kinds.map(\.words).alternatives)",
                location: value.location, hints: kinds.first.map { ["write it like \($0.example)"] } ?? []))
        return nil
    }

    private mutating func reference(_ value: YAMLValue, of kinds: [ResourceKind]) -> ResourceReference? {
        guard let reference = terraformReference(value) else { return nil }
        let answers = kinds.map { $0.includes(reference) }
        if let index = answers.firstIndex(of: true) { return .terraform(reference, of: kinds[index]) }
        let isKnown = answers.contains(false)
        // The permissions depend on the kind, which a variable or a module does not say.
        if !isKnown, kinds.count == 1 { return .terraform(reference, of: kinds[0]) }
        report(
            .error(
                "config.reference",
                "\(value.path) is '\(reference.text)', "
                    + (isKnown
                        ? "which is not the ARN of \(kinds.map(\.words).alternatives)"
                        : "which does not say whether it is \(kinds.map(\.words).alternatives)"),
                explanation: isKnown
                    ? nil : "The function's role gets the permission to send there, which depends on the kind.",
                location: value.location,
                hints: ["write it like " + kinds.map { "`!tf \($0.referenceExample)`" }.alternatives]))
        return nil
    }

    /// A reference to the user's own Terraform, after the tag `!tf`.
    mutating func terraformReference(_ value: YAMLValue) -> TerraformReference? {
        guard let text = value.taggedText, !text.isEmpty else {
            reportType(of: value, expected: "`!tf` with a reference")
            return nil
        }
        if let reference = TerraformReference(text) { return reference }
        reportReference(text, at: value)
        return nil
    }

    /// Reports a text that is not a reference.
    mutating func reportReference(_ text: String, at value: YAMLValue) {
        report(
            .error(
                "config.reference", "\(value.path) is '\(text.prefix(120))', which is not a reference",
                explanation: "A reference names one value of your Terraform, such as "
                    + "aws_dynamodb_table.orders.name, var.table or module.data.names[\"orders\"].",
                location: value.location,
                hints: ["put an expression into `locals` of your Terraform, and write `!tf local.NAME`"]))
    }
}

extension [String] {
    /// The words as a list of alternatives, such as `a, b or c`.
    fileprivate var alternatives: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
