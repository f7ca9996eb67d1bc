import Model

extension FunctionSettings {
    private enum TriggerKey: String, CaseIterable {
        case sqs, sns, schedule, rule, s3, dynamodb, kinesis
    }

    /// Reads what calls the function.
    mutating func readTriggers(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        var triggers: [Trigger] = []
        let expected = "a list of triggers, such as `- sqs: arn:aws:sqs:…`"
        for element in try reader.elements(of: value, expected: expected) ?? [] {
            guard element.entryCount == 1, !element.isList else {
                reader.reportType(of: element, expected: "a mapping with one key, such as `sqs: arn:aws:sqs:…`")
                continue
            }
            for entry in try reader.entries(of: element, keys: TriggerKey.allCases) ?? [] {
                let read: Trigger? =
                    switch entry.key {
                    case .sqs: try reader.queueTrigger(entry.value)
                    case .sns: try reader.topicTrigger(entry.value)
                    case .schedule: try reader.scheduleTrigger(entry.value)
                    case .rule: try reader.ruleTrigger(entry.value)
                    case .s3: try reader.bucketTrigger(entry.value)
                    case .dynamodb:
                        try reader.streamTrigger(entry.value, of: .tableStream).map { name, stream in
                            Trigger(.tableStream(stream), name: name)
                        }
                    case .kinesis:
                        try reader.streamTrigger(entry.value, of: .dataStream).map { name, stream in
                            Trigger(.dataStream(stream), name: name)
                        }
                    }
                guard let read else { continue }
                locations[[Key.triggers.rawValue, "\(triggers.count)"]] = entry.location
                triggers.append(read)
            }
        }
        surroundings.triggers = triggers
    }
}

extension YAMLReader {
    /// A trigger's own name.
    mutating func triggerName(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard LambdaFunction.isName(text), text.utf8.count <= 64 else {
            reportTrigger(
                value, "which is not a name", hint: "use up to 64 letters, digits, '-' and '_'")
            return nil
        }
        return text
    }

    /// Reports a wrong value of a trigger.
    mutating func reportTrigger(_ value: YAMLValue, _ fault: String, hint: String) {
        report(
            .error(
                "config.invalid-trigger", "\(value.path) is '\((value.scalarText ?? "").prefix(100))', \(fault)",
                location: value.location, hints: [hint]))
    }

    /// A list of patterns as JSON.
    mutating func patterns(json value: YAMLValue) throws(ConfigurationError) -> [String] {
        var patterns: [String] = []
        for element in try elements(of: value, expected: "a list of patterns, each a mapping") ?? [] {
            if let pattern = try pattern(element) { patterns.append(pattern) }
        }
        return patterns
    }

    /// A pattern of events as JSON.
    mutating func pattern(_ value: YAMLValue) throws(ConfigurationError) -> String? {
        guard value.scalarText == nil, !value.isList else {
            reportType(of: value, expected: "a pattern, which is a mapping")
            return nil
        }
        return try json(value)
    }

    /// A value as JSON, with the types of YAML's core schema.
    mutating func json(_ value: YAMLValue) throws(ConfigurationError) -> String {
        if case .scalar(let text, let isPlain) = value.node.content {
            if value.isNull { return "null" }
            if let truth = value.bool { return truth ? "true" : "false" }
            let number = #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/#
            return isPlain && text.wholeMatch(of: number) != nil ? text : Self.quoted(text)
        }
        if value.isList {
            var parts: [String] = []
            for element in try elements(of: value, expected: "a list") ?? [] { parts.append(try json(element)) }
            return "[" + parts.joined(separator: ",") + "]"
        }
        var parts: [String] = []
        for entry in try entries(of: value, expected: "a mapping") ?? [] {
            parts.append(Self.quoted(entry.key) + ":" + (try json(entry.value)))
        }
        return "{" + parts.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) -> String {
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }
}
