import Model
import SystemPackage

extension Configuration {
    private enum Key: String, CaseIterable {
        case version, requires, regions, account, artifacts, deploy, stages, defaults, functions
    }

    /// Reads the file's bytes.
    ///
    /// - Parameter displayName: the file's name in diagnostics.
    init(yaml: [UInt8], file: FilePath, displayName: String) throws(ConfigurationError) {
        self.file = file
        var reader = YAMLReader(try YAMLDocument(bytes: yaml, file: displayName))
        guard let root = try reader.root(), !root.isNull else {
            throw reader.error
                ?? ConfigurationError(
                    .error(
                        "config.empty", "the file is empty", location: Diagnostic.Location(file: displayName),
                        hints: ["begin it with `version: \(Self.version)`, or remove it"]))
        }
        // A file of another version may have keys that this release does not know: report only the version.
        try Self.checkVersion(root, reader: reader)
        for entry in try reader.entries(of: root, keys: Key.allCases) ?? [] {
            switch entry.key {
            case .version, .requires: break
            case .regions: regions = try reader.regions(entry.value)
            case .account: account = reader.account(entry.value)
            case .artifacts: artifacts = try reader.artifacts(entry.value)
            case .deploy: (deploy, workspaceLocation) = try reader.deploySettings(entry.value)
            case .stages: stages = try reader.stages(entry.value)
            case .defaults: defaults = try FunctionSettings(entry.value, as: .defaults, reader: &reader)
            case .functions: functions = try Self.functions(entry.value, reader: &reader)
            }
        }
        unknownRegions = reader.unknownRegions
        checkPlaces(reader: &reader)
        checkWorkspaces(reader: &reader)
        let places = max(1, stages.count) * max(1, regions.count)
        try reader.spend((functions?.count ?? 0) * places * (defaults.locations.count + 1))
        if let error = reader.error { throw error }
    }

    /// Checks the version of the format and of this program.
    private static func checkVersion(_ root: YAMLValue, reader: YAMLReader) throws(ConfigurationError) {
        var reader = reader
        let entries = try reader.entries(of: root, expected: "a mapping of keys to values")
        guard let entry = entries?.first(where: { $0.key == Key.version.rawValue }) else {
            throw (entries == nil ? reader.error : nil)
                ?? ConfigurationError(
                    .error(
                        "config.missing-version", "the file does not name its format version",
                        location: Diagnostic.Location(file: reader.document.file, line: 1, column: 1),
                        hints: ["add `version: \(version)` at the top"]))
        }
        guard entry.value.integer == version else {
            throw ConfigurationError(
                .error(
                    "config.unsupported-version",
                    "the file's version must be \(version), not \(entry.value.kindDescription)",
                    explanation: "This release reads only that version of the format.", location: entry.value.location,
                    hints: ["write `version: \(version)`"]))
        }
        if let required = entries?.first(where: { $0.key == Key.requires.rawValue }) {
            try checkRequirement(required.value)
        }
    }

    private static func checkRequirement(_ value: YAMLValue) throws(ConfigurationError) {
        guard let text = value.scalarText, let requirement = VersionRequirement(text) else {
            throw ConfigurationError(
                .error(
                    "config.requires", "requires must be versions of swiftlambda, not \(value.kindDescription)",
                    location: value.location, hints: ["write it like `requires: \">= 0.2, < 1\"`"]))
        }
        guard let current = DottedVersion(ToolVersion.current), !requirement.includes(current) else { return }
        throw ConfigurationError(
            .error(
                "config.other-release", "the file requires swiftlambda \(text); this is \(ToolVersion.current)",
                explanation: "Another release may understand the file differently.", location: value.location,
                hints: ["install a release that fulfils it, or change `requires`"]))
    }

    private static func functions(
        _ value: YAMLValue,
        reader: inout YAMLReader
    ) throws(ConfigurationError) -> [String: FunctionSettings] {
        guard let entries = try reader.entries(of: value, expected: "a mapping of function names to settings") else {
            return [:]
        }
        if value.entryCount == 0 {
            reader.report(
                .error(
                    "config.no-functions", "\(value.path) lists no function", location: value.location,
                    hints: ["name a function, or remove the key: every executable product is then a function"]))
        }
        var functions: [String: FunctionSettings] = [:]
        for entry in entries {
            var settings = try FunctionSettings(entry.value, as: .function, reader: &reader)
            settings.locations[[]] = entry.location
            functions[entry.key] = settings
        }
        return functions
    }
}

extension YAMLReader {
    /// A list of regions.
    mutating func regions(_ value: YAMLValue) throws(ConfigurationError) -> [Region] {
        var regions: [Region] = []
        for element in try elements(of: value, expected: "a list of regions") ?? [] {
            guard let name = text(element), let region = region(named: name, at: element.location) else { continue }
            if !regions.contains(region) { regions.append(region) }
        }
        return regions
    }

    /// The number of an account.
    mutating func account(_ value: YAMLValue) -> String? {
        guard let account = text(value) else { return nil }
        guard isAccountNumber(account) else {
            report(
                .error(
                    "config.invalid-account", "'\(account.prefix(60))' is not an account number of twelve digits",
                    location: value.location))
            return nil
        }
        return account
    }
}

/// Whether a text is the number of an AWS account.
func isAccountNumber(_ text: String) -> Bool {
    text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}
