import Model

extension YAMLReader {
    /// The ARN of a resource of one of several kinds.
    mutating func arn(_ value: YAMLValue, of kinds: [ResourceKind]) -> ResourceARN? {
        guard let text = text(value) else { return nil }
        if let arn = ResourceARN(text), kinds.contains(where: { $0.includes(arn) }) { return arn }
        report(
            .error(
                "config.invalid-arn",
                "\(value.path) is '\(text.prefix(100))', which is not the ARN of \(kinds.map(\.words).alternatives)",
                location: value.location, hints: kinds.first.map { ["write it like \($0.example)"] } ?? []))
        return nil
    }
}

extension [String] {
    /// The words as a list of alternatives, such as `a, b or c`.
    fileprivate var alternatives: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
