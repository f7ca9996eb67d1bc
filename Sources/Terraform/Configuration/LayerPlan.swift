import HCL
import Insights
import Model

/// The functions' layers in each place.
struct LayerPlan {
    /// The Lambda Insights layers of one architecture, one per region.
    struct Table: Comparable {
        /// The local value that holds them.
        var name: String
        var architecture: Architecture
        /// Whether a function pins the version.
        var isPinned: Bool
        var layers: [InsightsLayer]

        static func < (left: Table, right: Table) -> Bool { left.name < right.name }
    }

    private(set) var tables: [Table] = []
    /// Warnings about layers that the user gives by ARN.
    private(set) var warnings: [Diagnostic] = []
    /// The layers whose versions the configuration leaves open.
    private(set) var used: [LayerPlace: LockedLayer] = [:]
    private let catalogue: LayerCatalogue
    private let locked: [LayerPlace: LockedLayer]
    /// The functions whose layer of Lambda Insights is not chosen in the same way everywhere.
    private let differing: Set<String>

    /// Finds the layers of all functions in all places.
    ///
    /// - Parameters:
    ///   - locked: the layers that the lock records; they count where the configuration leaves the version open.
    ///   - problems: collects what prevents it.
    init(
        places: [PlacedFunctions], catalogue: LayerCatalogue, locked: [LayerPlace: LockedLayer],
        problems: inout [TerraformError.Problem]
    ) {
        self.catalogue = catalogue
        self.locked = locked
        var settings: [String: Set<String?>] = [:]
        var regionsOfLayers: [LayerUse: Set<Region>] = [:]
        for placed in places {
            for function in placed.functions {
                settings[function.name, default: []].insert(Self.tableName(for: function))
                var arns = function.layers.map { (arn: $0, isInsights: false) }
                if case .layer(let arn) = function.insights { arns.insert((arn, true), at: 0) }
                for (arn, isInsights) in arns {
                    let use = LayerUse(function: function.name, arn: arn, isInsights: isInsights)
                    regionsOfLayers[use, default: []].formUnion([placed.place.region].compactMap { $0 })
                }
            }
        }
        differing = Set(settings.filter { $0.value.count > 1 }.keys)
        var known: Set<RequiredLayer> = []
        for placed in places {
            for function in placed.functions {
                if let region = placed.place.region, let name = Self.tableName(for: function),
                    known.insert(RequiredLayer(table: name, region: region)).inserted
                {
                    add(to: name, in: region, for: function, problems: &problems)
                }
            }
        }
        let uses = Dictionary(grouping: regionsOfLayers) { $0.key.function }
        for function in Dictionary(
            places.flatMap(\.functions).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }
        ).values.sorted(by: { $0.name < $1.name }) {
            for (use, regions) in (uses[function.name] ?? []).sorted(by: { $0.key.arn < $1.key.arn }) {
                check(use, of: function, in: regions.sorted(), problems: &problems)
            }
        }
        tables.sort()
    }

    private struct RequiredLayer: Hashable {
        var table: String
        var region: Region
    }

    private struct LayerUse: Hashable {
        var function: String
        var arn: String
        var isInsights: Bool
    }

    /// A function's layers in a place, Lambda Insights first.
    ///
    /// - Parameter region: the expression for the region.
    func expressions(for function: LambdaFunction, in place: Placement, region: Expression) -> [Expression] {
        let own = function.layers.map { Expression.string($0) }
        if case .layer(let arn) = function.insights { return [.string(arn)] + own }
        guard let name = Self.tableName(for: function) else { return own }
        guard differing.contains(function.name) else { return [.index(.reference("local", name), region)] + own }
        // Terraform evaluates what other places have, too, and would look for regions that the table lacks.
        let layers = tables.first { $0.name == name }?.layers ?? []
        return layers.filter { $0.region == place.region }.map { .string($0.arn) } + own
    }

    private static func tableName(for function: LambdaFunction) -> String? {
        let base = "insights_layers_\(function.architecture)"
        return switch function.insights {
        case .disabled, .layer: nil
        case .newest: base
        case .version(let version): base + "_" + String(version.map { $0 == "." ? "_" : $0 })
        }
    }

    private mutating func add(
        to name: String, in region: Region, for function: LambdaFunction, problems: inout [TerraformError.Problem]
    ) {
        let version: String? = if case .version(let text) = function.insights { text } else { nil }
        let index =
            tables.firstIndex { $0.name == name }
            ?? {
                tables.append(
                    Table(name: name, architecture: function.architecture, isPinned: version != nil, layers: []))
                return tables.count - 1
            }()
        let place = LayerPlace(region, function.architecture)
        let locked = version == nil ? locked[place] : nil
        do throws(LayerError) {
            guard version == nil else {
                tables[index].layers.append(
                    try catalogue.layer(in: region, for: function.architecture, version: version))
                return
            }
            let found = try catalogue.layer(in: region, for: function.architecture, locked: locked)
            tables[index].layers.append(found.layer)
            warnings += found.warnings
            used[place] = LockedLayer(found.layer)
        } catch {
            let diagnostics = locked.map { error.diagnostics(of: $0) } ?? error.diagnostics
            problems.append(.layer(function: function.name, diagnostics))
        }
    }

    /// Checks a layer that the user gives by ARN.
    private mutating func check(
        _ use: LayerUse, of function: LambdaFunction, in regions: [Region], problems: inout [TerraformError.Problem]
    ) {
        guard regions.count < 2 else {
            problems.append(.function(function.name, .layerInSeveralRegions(arn: use.arn, regions)))
            return
        }
        do throws(LayerError) {
            let parts = try LayerARN(use.arn)
            guard let region = regions.first else { return }
            if use.isInsights {
                warnings += try catalogue.check(arn: use.arn, in: region, for: function.architecture)
            } else {
                try parts.check(in: region, for: function.architecture)
            }
        } catch {
            problems.append(.layer(function: function.name, error.diagnostics))
        }
    }
}
