import Model

/// The file's settings of a stage.
struct StageSettings: Sendable {
    /// Its regions; `nil` if they are those of the project.
    var regions: [Region]?
    /// Its account; `nil` if it is that of the project.
    var account: String?
    /// Whether only committed sources are deployed there, and only as whole deployments.
    var isProtected = false
    /// What differs there for every function.
    var functions = FunctionSettings()
    /// Where its name stands.
    var location: Diagnostic.Location

    private enum Key: String, CaseIterable {
        case regions, account, protected
    }

    /// Reads a stage.
    init(_ entry: YAMLReader.Entry<String>, reader: inout YAMLReader) throws(ConfigurationError) {
        location = entry.location
        guard !entry.value.isNull else { return }
        let settings = FunctionSettings.Role.stage.keys
        let names = Key.allCases.map(\.rawValue) + settings.map(\.rawValue)
        for entry in try reader.entries(
            of: entry.value, names: names, refused: FunctionSettings.Role.stage.refusedKeys.map(\.rawValue)) ?? []
        {
            if let key = Key(rawValue: entry.key) {
                switch key {
                case .regions: regions = try reader.regions(entry.value)
                case .account: account = reader.account(entry.value)
                case .protected: isProtected = reader.truth(entry.value) ?? true
                }
            } else if let key = FunctionSettings.Key(rawValue: entry.key) {
                try functions.read(
                    .init(key: key, location: entry.location, value: entry.value), as: .stage, reader: &reader)
            }
        }
    }
}

extension YAMLReader {
    /// The stages, in the order of the file.
    mutating func stages(_ value: YAMLValue) throws(ConfigurationError) -> [(name: String, settings: StageSettings)] {
        var stages: [(name: String, settings: StageSettings)] = []
        for entry in try entries(of: value, expected: "a mapping of stages to settings") ?? [] {
            guard StageName.isValid(entry.key) else {
                report(
                    .error(
                        "config.stage-name", "'\(entry.key.prefix(60))' is not a name for a stage",
                        explanation: "A name has 1 to \(StageName.longest) lower-case letters, digits and '-', and "
                            + "begins with a letter. It is a part of the functions' names.",
                        location: entry.location))
                continue
            }
            stages.append((entry.key, try StageSettings(entry, reader: &self)))
        }
        if stages.isEmpty, value.entryCount == 0 || value.isNull {
            report(
                .error(
                    "config.no-stages", "\(value.path) lists no stage", location: value.location,
                    hints: ["name a stage, or remove the key: there is then one deployment for each region"]))
        }
        return stages
    }
}
