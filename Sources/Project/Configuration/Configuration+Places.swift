import Model

extension Configuration {
    /// Reports settings for stages that do not exist, and null where nothing has a value that could be unset.
    func checkPlaces(reader: inout YAMLReader) {
        let names = stages.map(\.name)
        for (_, settings) in (functions ?? [:]).sorted(by: { $0.key < $1.key }) {
            for stage in settings.stages.keys.sorted() where !names.contains(stage) {
                reader.report(
                    .error(
                        "config.unknown-stage", "there is no stage '\(stage)'",
                        explanation: names.isEmpty
                            ? "The file has no `stages:`." : "The stages are \(names.joined(separator: ", ")).",
                        location: settings.location(of: [FunctionSettings.Key.stages.rawValue, stage]),
                        hints: nearestName(to: stage, among: names).map { ["did you mean '\($0)'?"] } ?? []))
            }
            let outer = [settings, defaults] + stages.map(\.settings.functions) + defaults.regions.values
            reportUnset(of: settings, below: [defaults] + defaults.regions.values, reader: &reader)
            for own in settings.stages.values { reportUnset(of: own, below: outer, reader: &reader) }
            for own in settings.regions.values { reportUnset(of: own, below: outer, reader: &reader) }
        }
        let all = [defaults] + (functions.map { Array($0.values) } ?? [])
        for (_, stage) in stages { reportUnset(of: stage.functions, below: all, reader: &reader) }
        for own in defaults.regions.values { reportUnset(of: own, below: all, reader: &reader) }
        reportUnset(of: defaults, below: [], reader: &reader)
    }

    /// A forgotten value looks like null.
    private func reportUnset(
        of settings: FunctionSettings, below others: [FunctionSettings], reader: inout YAMLReader
    ) {
        for keys in settings.unset.sorted(by: { $0.lexicographicallyPrecedes($1) })
        where !others.contains(where: { $0.locations[keys] != nil }) {
            reader.report(
                .error(
                    "config.nothing-to-unset", "\(keys.joined(separator: ".")) has no value",
                    explanation:
                        "Null removes a value that `defaults:` or a less specific setting has; nothing has one.",
                    location: settings.location(of: keys),
                    hints: ["give it a value (\"\" is empty text), or remove the key"]))
        }
    }
}
