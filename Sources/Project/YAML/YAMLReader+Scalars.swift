import Model

extension YAMLValue {
    /// The number of entries of a mapping or list, including wrong ones.
    var entryCount: Int? {
        switch node.content {
        case .mapping(let pairs): pairs.count
        case .sequence(let nodes): nodes.count
        case .scalar, .alias: nil
        }
    }

    /// Whether it is a list.
    var isList: Bool { if case .sequence = node.content { true } else { false } }

    /// The text after a reference's tag.
    var taggedText: String? {
        guard tag != nil, case .scalar(let text, _) = node.content else { return nil }
        return text
    }

    /// The text of a scalar, in quotes or not; a reference is none.
    var scalarText: String? {
        guard tag == nil, case .scalar(let text, _) = node.content else { return nil }
        return text
    }

    /// Whether the value is a text or a reference to Terraform, and not a mapping.
    var isResource: Bool { scalarText != nil || tag == .terraform }

    /// The text of an unquoted scalar, whose type follows from its form.
    private var plainText: String? {
        guard tag == nil, case .scalar(let text, isPlain: true) = node.content else { return nil }
        return text
    }

    /// Whether the value is null, by YAML 1.2's core schema.
    var isNull: Bool { plainText.map { ["", "~", "null", "Null", "NULL"].contains($0) } ?? false }

    /// The truth value, by YAML 1.2's core schema, which does not have `yes` and `off`.
    var bool: Bool? {
        switch plainText {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// The number, if the text is decimal digits only.
    ///
    /// - Returns: `Int.max` or `Int.min` for a number beyond them, which is outside every range.
    var integer: Int? {
        guard let text = plainText else { return nil }
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
        guard text.utf8.count - digits.count <= 1, !digits.isEmpty,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text) ?? (text.hasPrefix("-") ? .min : .max)
    }

    /// The kind of the value, for a diagnostic.
    var kindDescription: String {
        if let tag { return "a reference (`\(tag.rawValue)`)" }
        return switch node.content {
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .scalar(let text, let isPlain):
            if isNull {
                "nothing"
            } else if isPlain {
                "'\(text.prefix(60))'"
            } else {
                "text in quotes"
            }
        case .alias: "an alias"
        }
    }
}

extension YAMLReader {
    /// Reports a value of the wrong type.
    mutating func reportType(of value: YAMLValue, expected: String, hints: [String] = []) {
        report(
            .error(
                "config.wrong-type", "\(value.name) must be \(expected), not \(value.kindDescription)",
                location: value.location, hints: hints))
    }

    /// A scalar's text as written: `8080` and `true` need no quotes.
    mutating func text(_ value: YAMLValue) -> String? {
        guard let text = value.scalarText, !value.isNull else {
            reportType(of: value, expected: "text", hints: value.isNull ? ["write \"\" for empty text"] : [])
            return nil
        }
        return text
    }

    /// A whole number.
    mutating func integer(_ value: YAMLValue, expected: String = "a whole number") -> Int? {
        guard let integer = value.integer else {
            reportType(of: value, expected: expected)
            return nil
        }
        return integer
    }

    /// Whether something is wanted.
    mutating func truth(_ value: YAMLValue) -> Bool? {
        if let truth = value.bool { return truth }
        reportType(of: value, expected: "true or false")
        return nil
    }

    /// One of several names.
    mutating func choice<Choice>(_ value: YAMLValue, of choices: [(name: String, choice: Choice)]) -> Choice? {
        guard let text = text(value) else { return nil }
        if let match = choices.first(where: { $0.name == text }) { return match.choice }
        let names = choices.map(\.name)
        report(
            .error(
                "config.unknown-value", "\(value.path) cannot be '\(text.prefix(60))'",
                explanation: "It must be one of \(names.joined(separator: ", ")).", location: value.location,
                hints: nearestName(to: text, among: names).map { ["did you mean '\($0)'?"] } ?? []))
        return nil
    }

    /// One of an enumeration's names.
    mutating func choice<Choice: CaseIterable & RawRepresentable<String>>(_ value: YAMLValue) -> Choice? {
        choice(value, of: Choice.allCases.map { ($0.rawValue, $0) })
    }

    /// A list of texts.
    mutating func texts(_ value: YAMLValue) throws(ConfigurationError) -> [String]? {
        try elements(of: value, expected: "a list of texts")?.compactMap { text($0) }
    }
}
