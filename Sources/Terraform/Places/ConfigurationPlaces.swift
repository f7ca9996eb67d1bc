import Model

/// A function as it is in one place.
struct FunctionVariant {
    var place: Placement
    /// The place's account, if known.
    var account: String?
    var function: LambdaFunction
}

/// All places of a configuration, with the functions there; sorted.
struct ConfigurationPlaces {
    /// The places: by stage in the given order, then by region.
    let all: [PlacedFunctions]
    /// The stages in the given order; empty if the project has none.
    let stages: [String]
    /// The names of the functions, sorted.
    let functionNames: [String]
    /// The functions by name, each with its place.
    let variants: [String: [FunctionVariant]]

    init(_ places: [PlacedFunctions]) {
        var stages: [String] = []
        for case let stage? in places.map(\.place.stage) where !stages.contains(stage) { stages.append(stage) }
        var known: Set<Placement> = []
        let order = Dictionary(uniqueKeysWithValues: stages.enumerated().map { ($1, $0) })
        all = places.filter { known.insert($0.place).inserted }.map { placed in
            var placed = placed
            placed.functions.sort { $0.name < $1.name }
            return placed
        }.sorted { left, right in
            let (first, second) = (left.place.stage.flatMap { order[$0] }, right.place.stage.flatMap { order[$0] })
            return (first ?? -1, left.place.region?.name ?? "") < (second ?? -1, right.place.region?.name ?? "")
        }
        self.stages = stages
        variants = all.reduce(into: [:]) { variants, placed in
            for function in placed.functions {
                variants[function.name, default: []].append(
                    FunctionVariant(place: placed.place, account: placed.account, function: function))
            }
        }
        functionNames = variants.keys.sorted()
    }

    /// All regions, sorted.
    var regions: [Region] { Set(all.compactMap(\.place.region)).sorted() }

    /// The regions of each stage, in the stages' order; of a project without stages, all under `nil`.
    var regionsByStage: [(stage: String?, regions: [Region])] {
        guard !stages.isEmpty else { return [(nil, regions)] }
        return stages.map { stage in
            (stage, Set(all.filter { $0.place.stage == stage }.compactMap(\.place.region)).sorted())
        }
    }

    /// The account of each stage, where known.
    var accounts: [String?: String] {
        Dictionary(
            all.compactMap { placed in placed.account.map { (placed.place.stage, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What policies of all places may name.
    var scope: ResourceScope {
        let accounts = Set(all.map(\.account))
        return ResourceScope(regions: regions, account: accounts.count == 1 ? accounts.first ?? nil : nil)
    }
}
