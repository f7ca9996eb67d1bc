import Model

extension YAMLReader {
    private enum StatementKey: String, CaseIterable {
        case effect, actions, resources, conditions, accept
    }

    /// The statements of a function's own policy.
    mutating func policies(_ value: YAMLValue) throws(ConfigurationError) -> [PolicyStatement]? {
        var statements: [PolicyStatement] = []
        for element in try elements(of: value, expected: "a list of statements") ?? [] {
            if let statement = try statement(element) { statements.append(statement) }
        }
        return statements
    }

    private mutating func statement(_ value: YAMLValue) throws(ConfigurationError) -> PolicyStatement? {
        if let name = value.scalarText, let replacement = ForeignPolicy.replacement(for: name) {
            reportType(of: value, expected: "a statement", hints: [replacement])
            return nil
        }
        guard let entries = try entries(of: value, keys: StatementKey.allCases) else { return nil }
        var statement = PolicyStatement(
            actions: [], resources: [], places: PolicyStatement.Places(statement: value.location))
        for entry in entries {
            switch entry.key {
            case .effect: statement.effect = choice(entry.value) ?? .allow
            case .actions:
                let actions = try requiredTexts(
                    entry.value, check: Self.isAction, expected: "an IAM action, such as s3:GetObject")
                statement.actions = actions.map(\.text)
                statement.places.actions = actions.map(\.location)
            case .resources:
                let resources = try statementResources(entry.value)
                statement.resources = resources.map(\.resource)
                statement.places.resources = resources.map(\.location)
            case .conditions: statement.conditions = try conditions(entry.value)
            case .accept:
                let findings = try elements(of: entry.value, expected: "a list of findings to accept")
                statement.accepted = Set((findings ?? []).compactMap { choice($0) })
            }
        }
        // A misspelt key has been reported; do not also report it as missing.
        let isWhole = entries.count == value.entryCount
        for key in [StatementKey.actions, .resources] where isWhole && !entries.contains(where: { $0.key == key }) {
            report(
                .error("config.missing-key", "\(value.path) needs `\(key.rawValue)`", location: value.location))
        }
        return statement
    }

    private static func isAction(_ text: String) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return text == "*"
            || (parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    }

    /// ARNs, `"*"`, and references with what follows them, such as `!tf aws_s3_bucket.uploads.arn/*`.
    private mutating func statementResources(
        _ value: YAMLValue
    ) throws(ConfigurationError) -> [(resource: PolicyStatement.Resource, location: Diagnostic.Location)] {
        let elements = try nonEmptyElements(of: value)
        return elements.compactMap { element in
            guard element.tag == .terraform else {
                let text = checkedText(
                    element, check: { $0 == "*" || $0.hasPrefix("arn:") }, expected: "an ARN or \"*\"")
                return text.map { (.pattern($0), element.location) }
            }
            let text = element.taggedText ?? ""
            guard let (reference, suffix) = TerraformReference.beginning(of: text),
                suffix.isEmpty || suffix.hasPrefix("/") || suffix.hasPrefix(":"),
                suffix.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else {
                reportReference(text, at: element)
                return nil
            }
            return (.terraform(reference, suffix: String(suffix)), element.location)
        }
    }

    private mutating func nonEmptyElements(of value: YAMLValue) throws(ConfigurationError) -> [YAMLValue] {
        guard let elements = try elements(of: value, expected: "a list of texts") else { return [] }
        if value.entryCount == 0 {
            report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
        }
        return elements
    }

    private mutating func requiredTexts(
        _ value: YAMLValue,
        check: (String) -> Bool,
        expected: String
    ) throws(ConfigurationError) -> [(text: String, location: Diagnostic.Location)] {
        try nonEmptyElements(of: value).compactMap { element in
            checkedText(element, check: check, expected: expected).map { ($0, element.location) }
        }
    }

    private mutating func checkedText(_ element: YAMLValue, check: (String) -> Bool, expected: String) -> String? {
        guard let text = text(element) else { return nil }
        if !check(text) {
            report(
                .error(
                    "config.invalid-policy", "\(element.path) is '\(text.prefix(60))', which is not \(expected)",
                    explanation: "IAM refuses a policy document that contains it.", location: element.location))
        }
        return text
    }

    private mutating func conditions(
        _ value: YAMLValue
    ) throws(ConfigurationError) -> [String: [String: [String]]] {
        var conditions: [String: [String: [String]]] = [:]
        for condition in try entries(of: value, expected: "a mapping of condition operators") ?? [] {
            var values: [String: [String]] = [:]
            for key in try entries(of: condition.value, expected: "a mapping of condition keys to values") ?? [] {
                values[key.key] =
                    key.value.isList ? try texts(key.value) : text(key.value).map { [$0] }
            }
            conditions[condition.key] = values
        }
        return conditions
    }
}
