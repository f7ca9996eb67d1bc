import Model

extension FunctionSettings {
    /// The keys of a function, as the file spells them.
    enum Key: String, CaseIterable {
        case product, name, description, architecture, runtime, memory, timeout, ephemeralStorage, environment, insights
        case layers, logs, tracing, policies, include, exclude, tags, build, snapStart, stages, regions
        case concurrency, versions, alias, deadLetter, async, kms, vpc, fileSystem, codeSigning, role
        case url, api, triggers
        case renamedFrom = "renamed_from"

        /// The keys that decide what is in the archive, which is the same everywhere.
        static let ofArchive: Set<Key> = [.product, .architecture, .runtime, .include, .exclude, .build]
        /// The keys that null does not remove.
        static let withoutNull: Set<Key> = [.product, .build, .stages, .regions, .snapStart]
    }

    /// Where settings stand in the file, which decides what they may set.
    enum Role: Sendable, Hashable {
        case function
        case defaults
        /// What differs in a stage, for one function or all.
        case stage
        /// What differs in a region, for one function or all.
        case region

        var keys: [Key] {
            switch self {
            case .function: Key.allCases
            // What makes sense for several functions.
            case .defaults:
                Key.allCases.filter {
                    ![.product, .description, .stages, .url, .api, .triggers, .renamedFrom].contains($0)
                }
            case .stage, .region: Key.allCases.filter { ![.stages, .regions, .renamedFrom].contains($0) }
            }
        }

        /// The keys among them that are refused with a reason of their own.
        var refusedKeys: [Key] { keys.filter { $0 == .snapStart || varies != nil && Key.ofArchive.contains($0) } }

        fileprivate var varies: String? {
            switch self {
            case .function, .defaults: nil
            case .stage: "stage"
            case .region: "region"
            }
        }
    }

    private enum LogKey: String, CaseIterable {
        case retention, format, level, systemLevel, group, `class`, keep, subscription
    }

    /// Reads settings; a name without a value has none.
    init(_ value: YAMLValue, as role: Role, reader: inout YAMLReader) throws(ConfigurationError) {
        guard !value.isNull else { return }
        for entry in try reader.entries(of: value, keys: role.keys, refused: role.refusedKeys) ?? [] {
            try read(entry, as: role, reader: &reader)
        }
    }

    /// Reads one setting.
    mutating func read(
        _ entry: YAMLReader.Entry<Key>, as role: Role, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        locations[[entry.key.rawValue]] = entry.location
        if let varies = role.varies, Key.ofArchive.contains(entry.key) {
            reader.report(
                .error(
                    "config.archive-by-place", "\(entry.value.path) cannot differ by \(varies)",
                    explanation: "It decides what is in the archive, and the same archive goes everywhere.",
                    location: entry.location, hints: ["set `\(entry.key.rawValue)` for the function itself"]))
            return
        }
        if entry.value.isNull, !Key.withoutNull.contains(entry.key) {
            unset.insert([entry.key.rawValue])
            return
        }
        try read(entry.key, entry.value, as: role, location: entry.location, reader: &reader)
    }

    private mutating func read(
        _ key: Key,
        _ value: YAMLValue,
        as role: Role,
        location: Diagnostic.Location,
        reader: inout YAMLReader
    ) throws(ConfigurationError) {
        switch key {
        case .product: product = reader.nonEmptyText(value)
        case .name: name = reader.namePattern(value)
        case .renamedFrom: renamedFrom = reader.nonEmptyText(value)
        case .description: description = reader.text(value)
        case .architecture: architecture = reader.architecture(value)
        case .runtime: runtime = reader.choice(value)
        case .memory: memory = reader.integer(value, expected: "a whole number of MB")
        case .timeout: timeout = reader.integer(value, expected: "a whole number of seconds")
        case .ephemeralStorage: ephemeralStorage = reader.integer(value, expected: "a whole number of MB")
        case .environment:
            environment = try readMapping(value, below: key, reader: &reader) { $0.environmentSetting($1) }
        case .insights: try readInsights(value, as: role, reader: &reader)
        case .layers: layers = try reader.layers(value)
        case .logs: try readLogs(value, reader: &reader)
        case .tracing: tracing = reader.choice(value, of: [("active", .active), ("passthrough", .passThrough)])
        case .policies: policies = try reader.policies(value)
        case .include: include = try reader.includeRules(value)
        case .exclude: exclude = try reader.patterns(value)
        case .tags: tags = try readMapping(value, below: key, reader: &reader) { $0.text($1) }
        case .build: try readBuild(value, reader: &reader)
        case .concurrency, .versions, .alias, .deadLetter, .async, .kms, .vpc, .fileSystem, .codeSigning, .role, .url,
            .api, .triggers:
            try readSurroundings(key, value, reader: &reader)
        case .stages: try readStages(value, reader: &reader)
        case .regions: try readRegions(value, reader: &reader)
        case .snapStart:
            reader.report(
                .error(
                    "function.snapstart-unsupported", "SnapStart does not support the runtimes of Swift functions",
                    explanation: "Lambda refuses it for OS-only runtimes, although Terraform's validation accepts it.",
                    location: location, hints: ["remove `snapStart`"]))
        }
    }

    private mutating func readMapping<Value>(
        _ value: YAMLValue, below key: Key, reader: inout YAMLReader,
        element: (inout YAMLReader, YAMLValue) -> Value?
    ) throws(ConfigurationError) -> [String: Value] {
        var values: [String: Value] = [:]
        for entry in try reader.entries(of: value, expected: "a mapping of names to texts") ?? [] {
            locations[[key.rawValue, entry.key]] = entry.location
            if entry.value.isNull {
                unset.insert([key.rawValue, entry.key])
            } else if let value = element(&reader, entry.value) {
                values[entry.key] = value
            }
        }
        return values
    }

    private mutating func readLogs(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        for entry in try reader.entries(of: value, keys: LogKey.allCases) ?? [] {
            let keys = [Key.logs.rawValue, entry.key.rawValue]
            locations[keys] = entry.location
            if entry.value.isNull {
                unset.insert(keys)
                continue
            }
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
