import Model

extension FunctionSettings {
    /// The keys of a function, as the file spells them.
    enum Key: String, CaseIterable {
        case product, description, architecture, runtime, memory, timeout, ephemeralStorage, environment, insights
        case layers, logs, tracing, policies, include, exclude, tags, build, snapStart
        case concurrency, versions, alias, deadLetter, async, kms, vpc, fileSystem, codeSigning, role
        case url, triggers

        /// The keys that `defaults:` may have: what makes sense for several functions.
        static let shared = allCases.filter { $0 != .product && $0 != .description && $0 != .url && $0 != .triggers }
    }

    private enum LogKey: String, CaseIterable {
        case retention, format, level, systemLevel, group, `class`, keep, subscription
    }

    /// Reads a function's settings; a name without a value has none.
    init(_ value: YAMLValue, keys: [Key], reader: inout YAMLReader) throws(ConfigurationError) {
        guard !value.isNull else { return }
        for entry in try reader.entries(of: value, keys: keys) ?? [] {
            locations[[entry.key.rawValue]] = entry.location
            try read(entry.key, entry.value, location: entry.location, reader: &reader)
        }
    }

    private mutating func read(
        _ key: Key,
        _ value: YAMLValue,
        location: Diagnostic.Location,
        reader: inout YAMLReader
    ) throws(ConfigurationError) {
        switch key {
        case .product: product = reader.nonEmptyText(value)
        case .description: description = reader.text(value)
        case .architecture: architecture = reader.architecture(value)
        case .runtime: runtime = reader.choice(value)
        case .memory: memory = reader.integer(value, expected: "a whole number of MB")
        case .timeout: timeout = reader.integer(value, expected: "a whole number of seconds")
        case .ephemeralStorage: ephemeralStorage = reader.integer(value, expected: "a whole number of MB")
        case .environment: environment = try readTexts(value, below: key, reader: &reader)
        case .insights: insights = try reader.insights(value)
        case .layers: layers = try reader.texts(value)
        case .logs: try readLogs(value, reader: &reader)
        case .tracing: tracing = reader.choice(value, of: [("active", .active), ("passthrough", .passThrough)])
        case .policies: policies = try reader.policies(value)
        case .include: include = try reader.includeRules(value)
        case .exclude: exclude = try reader.patterns(value)
        case .tags: tags = try readTexts(value, below: key, reader: &reader)
        case .build: try readBuild(value, reader: &reader)
        case .concurrency, .versions, .alias, .deadLetter, .async, .kms, .vpc, .fileSystem, .codeSigning, .role, .url,
            .triggers:
            try readSurroundings(key, value, reader: &reader)
        case .snapStart:
            reader.report(
                .error(
                    "function.snapstart-unsupported", "SnapStart does not support the runtimes of Swift functions",
                    explanation: "Lambda refuses it for OS-only runtimes, although Terraform's validation accepts it.",
                    location: location, hints: ["remove `snapStart`"]))
        }
    }

    private mutating func readTexts(
        _ value: YAMLValue,
        below key: Key,
        reader: inout YAMLReader
    ) throws(ConfigurationError) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in try reader.textMapping(value) ?? [] {
            texts[entry.key.name] = entry.key.text
            locations[[key.rawValue, entry.key.name]] = entry.location
        }
        return texts
    }

    private mutating func readLogs(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        for entry in try reader.entries(of: value, keys: LogKey.allCases) ?? [] {
            locations[[Key.logs.rawValue, entry.key.rawValue]] = entry.location
            switch entry.key {
            case .retention: logs.retention = reader.retention(entry.value)
            case .format: logs.format = reader.choice(entry.value)
            case .level: logs.applicationLevel = reader.choice(entry.value)
            case .systemLevel: logs.systemLevel = reader.choice(entry.value)
            case .group: setLogGroup(\.existing, reader.nonEmptyText(entry.value))
            case .class: setLogGroup(\.logClass, reader.choice(entry.value))
            case .keep: setLogGroup(\.keep, reader.truth(entry.value))
            case .subscription: try readSubscription(entry.value, reader: &reader)
            }
        }
    }
}

extension YAMLReader {
    private enum InsightsKey: String, CaseIterable {
        case version, arn
    }

    /// Text that must not be empty.
    mutating func nonEmptyText(_ value: YAMLValue) -> String? {
        guard let text = text(value) else { return nil }
        guard !text.isEmpty else {
            report(.error("config.empty-value", "\(value.path) is empty", location: value.location))
            return nil
        }
        return text
    }

    fileprivate mutating func architecture(_ value: YAMLValue) -> Architecture? {
        value.scalarText.flatMap { Architecture(spelling: $0) } ?? choice(value)
    }

    fileprivate mutating func retention(_ value: YAMLValue) -> FunctionSettings.Logs.Retention? {
        if value.scalarText == "never" { return .forever }
        return integer(value, expected: "a whole number of days, or `never`").map { .days($0) }
    }

    fileprivate mutating func insights(_ value: YAMLValue) throws(ConfigurationError) -> InsightsSetting? {
        if let isWanted = value.bool { return isWanted ? .newest : .disabled }
        guard !value.isList, let count = value.entryCount else {
            reportType(
                of: value, expected: "true, false, `{ version: … }` or `{ arn: … }`",
                hints: ["`true` takes the newest layer known to this release"])
            return nil
        }
        let entries = try entries(of: value, keys: InsightsKey.allCases) ?? []
        guard entries.count == count else { return nil }
        guard count == 1, let entry = entries.first else {
            report(
                .error(
                    "config.insights", "\(value.path) needs either `version` or `arn`", location: value.location))
            return nil
        }
        guard let text = nonEmptyText(entry.value) else { return nil }
        switch entry.key {
        case .arn: return .layer(arn: text)
        case .version:
            guard DottedVersion(text) != nil else {
                report(
                    .error(
                        "config.invalid-version", "\(entry.value.path) is '\(text.prefix(60))', which is not a version",
                        location: entry.value.location, hints: ["write it like 1.0.404.0"]))
                return nil
            }
            return .version(text)
        }
    }

    fileprivate mutating func patterns(_ value: YAMLValue) throws(ConfigurationError) -> [String]? {
        try elements(of: value, expected: "a list of patterns, as in .gitignore")?.compactMap { nonEmptyText($0) }
    }

    fileprivate mutating func includeRules(_ value: YAMLValue) throws(ConfigurationError) -> [IncludeRule]? {
        try elements(of: value, expected: "a list of paths")?.compactMap { element in
            guard let text = text(element) else { return nil }
            guard let rule = IncludeRule(argument: text) else {
                report(
                    .error(
                        "config.invalid-include", "\(element.path) is '\(text)', which does not name a file",
                        location: element.location, hints: ["write `SOURCE`, or `SOURCE=DESTINATION`"]))
                return nil
            }
            return rule
        }
    }
}
