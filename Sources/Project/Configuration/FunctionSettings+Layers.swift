import Model

extension FunctionSettings {
    private enum InsightsKey: String, CaseIterable {
        case version, arn, regions
    }

    /// Reads the Lambda Insights layer: a truth value, or a mapping of a version or an ARN, and of what differs by region.
    mutating func readInsights(
        _ value: YAMLValue, as role: Role, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        if let isWanted = value.bool {
            insights = isWanted ? .newest : .disabled
            return
        }
        guard !value.isList, let count = value.entryCount else {
            reader.reportType(
                of: value, expected: "true, false, `{ version: … }`, `{ arn: … }` or `{ regions: … }`",
                hints: ["`true` takes the newest layer known to this release"])
            return
        }
        let keys = InsightsKey.allCases.filter { $0 != .regions || role == .function || role == .defaults }
        let entries = try reader.entries(of: value, keys: keys) ?? []
        guard entries.count == count else { return }
        let layers = entries.filter { $0.key != .regions }
        guard count > 0, layers.count < 2 else {
            reader.report(
                .error(
                    "config.insights", "\(value.path) needs either `version` or `arn`", location: value.location))
            return
        }
        for entry in entries {
            switch entry.key {
            case .regions: try readInsightsByRegion(entry.value, reader: &reader)
            case .arn: insights = reader.nonEmptyText(entry.value).map { .layer(arn: $0) }
            case .version: insights = reader.insightsVersion(entry.value)
            }
        }
    }

    private mutating func readInsightsByRegion(
        _ value: YAMLValue, reader: inout YAMLReader
    ) throws(ConfigurationError) {
        for (region, entry) in try reader.entriesByRegion(of: value, expected: "a mapping of regions to layers") {
            var settings = FunctionSettings()
            try settings.readInsights(entry.value, as: .region, reader: &reader)
            settings.locations[[Key.insights.rawValue]] = entry.location
            regions[region.name] = (regions[region.name] ?? FunctionSettings()).filled(from: settings)
        }
    }

    /// Reads what differs by region.
    mutating func readRegions(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        for (region, entry) in try reader.entriesByRegion(of: value, expected: "a mapping of regions to settings") {
            let settings = try FunctionSettings(entry.value, as: .region, reader: &reader)
            regions[region.name] = settings.filled(from: regions[region.name] ?? FunctionSettings())
        }
    }

    /// Reads what differs by stage.
    mutating func readStages(_ value: YAMLValue, reader: inout YAMLReader) throws(ConfigurationError) {
        for entry in try reader.entries(of: value, expected: "a mapping of stages to settings") ?? [] {
            locations[[Key.stages.rawValue, entry.key]] = entry.location
            stages[entry.key] = try FunctionSettings(entry.value, as: .stage, reader: &reader)
        }
    }
}

extension YAMLReader {
    /// The entries of a mapping whose keys are regions.
    mutating func entriesByRegion(
        of value: YAMLValue, expected: String
    ) throws(ConfigurationError) -> [(region: Region, entry: Entry<String>)] {
        var found: [(region: Region, entry: Entry<String>)] = []
        for entry in try entries(of: value, expected: expected) ?? [] {
            guard let region = region(named: entry.key, at: entry.location) else { continue }
            found.append((region, entry))
        }
        return found
    }

    /// A region by its name, or a report that no region can have it.
    mutating func region(named name: String, at location: Diagnostic.Location) -> Region? {
        do throws(SettingError) {
            let region = try Region.named(name, from: .file(location))
            if !region.isKnown, unknownRegions[region] == nil { unknownRegions[region] = location }
            return region
        } catch {
            for diagnostic in error.diagnostics { report(diagnostic) }
            return nil
        }
    }

    fileprivate mutating func insightsVersion(_ value: YAMLValue) -> InsightsSetting? {
        guard let text = nonEmptyText(value) else { return nil }
        guard DottedVersion(text) != nil else {
            report(
                .error(
                    "config.invalid-version", "\(value.path) is '\(text.prefix(60))', which is not a version",
                    location: value.location, hints: ["write it like 1.0.404.0"]))
            return nil
        }
        return .version(text)
    }

    /// Layers: ARNs, or mappings of regions to ARNs.
    mutating func layers(_ value: YAMLValue) throws(ConfigurationError) -> [LayerSetting]? {
        guard let elements = try elements(of: value, expected: "a list of layers") else { return nil }
        var layers: [LayerSetting] = []
        for element in elements {
            if element.entryCount != nil, !element.isList {
                var arns: [String: String] = [:]
                for (region, entry) in try entriesByRegion(of: element, expected: "a mapping of regions to ARNs") {
                    if let arn = nonEmptyText(entry.value) { arns[region.name] = arn }
                }
                layers.append(.byRegion(arns))
            } else if let text = text(element), checkPlaceholders(of: text, in: element) {
                layers.append(.arn(text))
            }
        }
        return layers
    }

    private mutating func checkPlaceholders(of text: String, in value: YAMLValue) -> Bool {
        guard text.replacing(LayerSetting.regionPlaceholder, with: "").contains(where: { "{}".contains($0) }) else {
            return true
        }
        report(
            .error(
                "config.placeholder", "\(value.path) has a placeholder that does not exist: '\(text.prefix(120))'",
                explanation: "An ARN may have `\(LayerSetting.regionPlaceholder)`, which stands for the region.",
                location: value.location))
        return false
    }

    /// A pattern of names, such as `{function}-{stage}`.
    mutating func namePattern(_ value: YAMLValue) -> NamePattern? {
        guard let text = nonEmptyText(value) else { return nil }
        let known = NamePattern.placeholders.keys.sorted()
        do {
            return try NamePattern(text)
        } catch {
            let problem: String
            var hints: [String] = []
            switch error {
            case .unknownPlaceholder(let name):
                problem = "has the placeholder '{\(name)}', which does not exist"
                hints = nearestName(to: name, among: known).map { ["did you mean '{\($0)}'?"] } ?? []
            case .unbalancedBrace: problem = "has a brace without its counterpart"
            case .lacksFunction:
                problem = "lacks `{function}`, so that all functions would have one name"
                hints = [
                    "the key below `functions:` is the function's own name; write a pattern such as `{function}-{stage}`"
                ]
            }
            report(
                .error(
                    "config.name-pattern", "\(value.path) \(problem)",
                    explanation: "A pattern has text and \(known.map { "{\($0)}" }.joined(separator: ", ")).",
                    location: value.location, hints: hints))
            return nil
        }
    }
}
