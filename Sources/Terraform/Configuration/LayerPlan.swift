import HCL
import Insights
import Model

/// The functions' layers in each region.
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
    private let regions: [Region]
    private let catalogue: LayerCatalogue

    /// Finds the layers of all functions in all regions.
    ///
    /// - Parameter problems: collects what prevents it.
    init(
        functions: [LambdaFunction],
        regions: [Region],
        catalogue: LayerCatalogue,
        problems: inout [TerraformError.Problem]
    ) {
        self.regions = regions
        self.catalogue = catalogue
        var known: Set<String> = []
        for function in functions {
            if case .layer(let arn) = function.insights {
                check(arn, of: function, isInsights: true, problems: &problems)
            }
            if let name = Self.tableName(for: function), known.insert(name).inserted {
                tables.append(table(named: name, for: function, problems: &problems))
            }
            for arn in function.layers {
                check(arn, of: function, isInsights: false, problems: &problems)
            }
        }
        tables.sort()
    }

    /// A function's layers, Lambda Insights first.
    func expressions(for function: LambdaFunction, region: Expression) -> [Expression] {
        let own = function.layers.map { Expression.string($0) }
        if case .layer(let arn) = function.insights { return [.string(arn)] + own }
        guard let name = Self.tableName(for: function) else { return own }
        return [.index(.reference("local", name), region)] + own
    }

    private static func tableName(for function: LambdaFunction) -> String? {
        let base = "insights_layers_\(function.architecture)"
        return switch function.insights {
        case .disabled, .layer: nil
        case .newest: base
        case .version(let version): base + "_" + String(version.map { $0 == "." ? "_" : $0 })
        }
    }

    private func table(
        named name: String,
        for function: LambdaFunction,
        problems: inout [TerraformError.Problem]
    ) -> Table {
        let version: String? = if case .version(let text) = function.insights { text } else { nil }
        var table = Table(name: name, architecture: function.architecture, isPinned: version != nil, layers: [])
        for region in regions {
            do throws(LayerError) {
                table.layers.append(
                    try catalogue.layer(in: region, for: function.architecture, version: version))
            } catch {
                problems.append(.layer(function: function.name, error.diagnostics))
            }
        }
        return table
    }

    /// Checks a layer that the user gives by ARN.
    private mutating func check(
        _ arn: String,
        of function: LambdaFunction,
        isInsights: Bool,
        problems: inout [TerraformError.Problem]
    ) {
        guard regions.count < 2 else {
            problems.append(.function(function.name, .layerInSeveralRegions(arn: arn, regions)))
            return
        }
        do throws(LayerError) {
            let parts = try LayerARN(arn)
            guard let region = regions.first else { return }
            if isInsights {
                warnings += try catalogue.check(arn: arn, in: region, for: function.architecture)
            } else {
                try parts.check(in: region, for: function.architecture)
            }
        } catch {
            problems.append(.layer(function: function.name, error.diagnostics))
        }
    }
}
