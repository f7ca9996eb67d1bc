import Model

extension ProjectSettings {
    private var stages: [(name: String, settings: StageSettings)] { configuration?.stages ?? [] }

    /// The stage of the command line or the environment, if any.
    ///
    /// - Throws: `UnknownStage` if the configuration does not have it.
    func requestedStage() throws(UnknownStage) -> (name: String, settings: StageSettings)? {
        guard let name = overrides.stage else { return nil }
        guard let stage = stages.first(where: { $0.name == name }) else {
            throw UnknownStage(name: name, known: stages.map(\.name))
        }
        return stage
    }

    /// Each stage with each of its regions; without regions, each stage once.
    func placesOfStages() -> [Placement] {
        func places(_ stage: String?, _ own: [Region]?) -> [Placement] {
            let regions = overrides.regions.isEmpty ? own ?? configuration?.regions ?? [] : overrides.regions
            return regions.isEmpty
                ? [Placement(stage: stage)] : regions.map { Placement(stage: stage, region: $0) }
        }
        return stages.isEmpty ? places(nil, nil) : stages.flatMap { places($0.name, $0.settings.regions) }
    }

    /// The stages that the configuration protects.
    var protectedStages: Set<String> { Set(stages.filter(\.settings.isProtected).map(\.name)) }

    /// The account of a stage, or of the project.
    func account(of stage: String?) -> String? {
        overrides.account ?? stages.first { $0.name == stage }?.settings.account ?? configuration?.account
    }

    /// The settings of a function in a place; the more specific ones count.
    ///
    /// Those of the function by stage and by region, then those of the stage and of the region for all functions, then the
    /// function's and the defaults.
    func settings(_ own: FunctionSettings, in place: Placement) -> FunctionSettings {
        let defaults = configuration?.defaults ?? FunctionSettings()
        let stage = place.stage.flatMap { name in stages.first { $0.name == name }?.settings.functions }
        let layers: [FunctionSettings?] = [
            place.stage.flatMap { own.stages[$0] }, place.region.flatMap { own.regions[$0.name] }, stage,
            place.region.flatMap { defaults.regions[$0.name] }, own, defaults,
        ]
        let present = layers.compactMap { $0 }
        guard let first = present.first else { return own }
        var settings = present.dropFirst().reduce(first) { $0.filled(from: $1) }
        settings.stages = own.stages
        settings.regions = own.regions
        return settings
    }

    /// Functions of two stages that would have one name in one region of one account.
    func clashes(in places: [PlacedFunctions], settings: [String: FunctionSettings]) -> [Diagnostic] {
        struct Deployed: Hashable {
            var account: String?
            var region: Region?
            var name: String
        }
        var known: [Deployed: (stage: String?, function: String)] = [:]
        var found: [Diagnostic] = []
        for placed in places {
            for function in placed.functions {
                let deployed = Deployed(
                    account: placed.account, region: placed.place.region, name: function.deployedName)
                guard let other = known[deployed] else {
                    known[deployed] = (placed.place.stage, function.name)
                    continue
                }
                // Each function is here once for each architecture.
                guard other.stage != placed.place.stage || other.function != function.name else { continue }
                let names =
                    "'\(other.function)' of \(other.stage ?? "") and '\(function.name)' of \(placed.place.stage ?? "")"
                found.append(
                    .error(
                        "config.shared-name", "\(names) would both be named '\(function.deployedName)'",
                        explanation: placed.account == nil
                            ? "The file does not say that the stages have different accounts."
                            : "Both are in the account \(placed.account ?? "").",
                        location: settings[function.name]?.location(of: ["name"]),
                        hints: ["give each stage its `account:`", "or write `{stage}` in `name:`"]))
            }
        }
        return found
    }
}
