package import Insights
package import Model

/// The Terraform configuration of some functions: HCL files, and IAM policy documents as JSON if asked for.
package struct TerraformConfiguration: Sendable, Hashable {
    /// The files, by path.
    package let files: [GeneratedFile]
    /// What the user should know, although the configuration can be generated.
    package let warnings: [Diagnostic]
    /// The layers of Lambda Insights whose versions the configuration leaves open, for the lock.
    package let layers: [LayerPlace: LockedLayer]

    /// Generates the configuration of functions without stages, or reports every problem that prevents it.
    ///
    /// - Parameters:
    ///   - functions: the functions, with every setting resolved.
    ///   - regions: the possible regions; a module can omit them if no function needs a layer.
    ///   - account: the number of the target account, if known; policies then name it.
    ///   - layout: whether the configuration stands alone.
    ///   - archives: each function's archive, by the function's name.
    ///   - artifacts: the bucket that functions get their code from, if not from the archives themselves.
    ///   - adopted: the names of functions that exist already and are taken over.
    ///   - catalogue: the Lambda Insights layers.
    ///   - locked: the layers that the lock records.
    ///   - policies: whether policies are also written as JSON files.
    ///   - preparations: how the sources prepare for the end of the environment, by function name, if known.
    package init(
        functions: [LambdaFunction],
        regions: [Region],
        account: String?,
        layout: ConfigurationLayout,
        archives: [String: ArchiveReference],
        artifacts: ArtifactStore? = nil,
        adopting adopted: Set<String> = [],
        catalogue: LayerCatalogue,
        locked: [LayerPlace: LockedLayer] = [:],
        policies: PolicyForm = .inline,
        preparations: [String: ShutdownPreparation] = [:]
    ) throws(TerraformError) {
        let places = regions.isEmpty ? [Placement()] : regions.map { Placement(region: $0) }
        try self.init(
            places: places.map { PlacedFunctions($0, account: account, functions: functions) }, layout: layout,
            archives: archives, artifacts: artifacts, adopting: adopted, catalogue: catalogue, locked: locked,
            policies: policies, preparations: preparations)
    }

    /// Generates the configuration of functions in all their places, or reports every problem that prevents it.
    ///
    /// - Parameters:
    ///   - places: the stages and regions, with the functions there.
    ///   - layout: whether the configuration stands alone.
    ///   - archives: each function's archive, by the function's name.
    ///   - artifacts: the bucket that functions get their code from, if not from the archives themselves.
    ///   - adopted: the names of functions that exist already and are taken over.
    ///   - catalogue: the Lambda Insights layers.
    ///   - locked: the layers that the lock records.
    ///   - policies: whether policies are also written as JSON files.
    ///   - preparations: how the sources prepare for the end of the environment, by function name, if known.
    package init(
        places: [PlacedFunctions],
        layout: ConfigurationLayout,
        archives: [String: ArchiveReference],
        artifacts: ArtifactStore? = nil,
        adopting adopted: Set<String> = [],
        catalogue: LayerCatalogue,
        locked: [LayerPlace: LockedLayer] = [:],
        policies: PolicyForm = .inline,
        preparations: [String: ShutdownPreparation] = [:]
    ) throws(TerraformError) {
        let places = ConfigurationPlaces(places)
        var problems = Self.problems(of: places, layout: layout)
        if layout == .module, !adopted.isEmpty { problems.append(.place(.adoptionInModule(adopted.sorted()))) }
        problems += [Self.problem(of: artifacts, in: places.regions)].compactMap { $0 }
        var known: Set<TerraformError.Problem> = []
        for placed in places.all {
            let found =
                Self.problems(of: placed.functions, archives: archives) + Self.sharedBuckets(of: placed.functions)
                + Self.foreignResources(of: placed.functions, in: placed.place.region)
                + Self.apiFaults(of: placed.functions)
            problems += found.filter { known.insert($0).inserted }
        }
        guard !problems.contains(where: \.isOfPlace) else { throw TerraformError(problems) }
        problems += try Self.problems(ofPoliciesIn: places)
        let audit = Self.audit(places)
        if audit.hasErrors { problems.append(.statements(audit.filter { $0.severity == .error })) }
        let layers = LayerPlan(places: places.all, catalogue: catalogue, locked: locked, problems: &problems)
        guard problems.isEmpty else { throw TerraformError(problems) }

        files = try ConfigurationWriter(
            places: places, layout: layout, archives: archives, layers: layers, policies: policies,
            artifacts: artifacts
        ).files(adopting: adopted)
        warnings =
            Self.warnings(
                of: places, archives: artifacts == nil ? archives : [:], preparations: preparations)
            + layers.warnings + audit
        self.layers = layers.used
    }

    /// What the user should know of each function; names the places if it is not the same everywhere.
    private static func warnings(
        of places: ConfigurationPlaces, archives: [String: ArchiveReference],
        preparations: [String: ShutdownPreparation]
    ) -> [Diagnostic] {
        places.functionNames.flatMap { name in
            let variants = places.variants[name] ?? []
            var order: [Diagnostic] = []
            var found: [Diagnostic: [Placement]] = [:]
            for variant in variants {
                for warning in variant.function.warnings(preparation: preparations[name])
                    + variant.function.warnings(of: archives[name])
                {
                    if found[warning] == nil { order.append(warning) }
                    found[warning, default: []].append(variant.place)
                }
            }
            return order.map { warning in
                guard let own = found[warning], own.count < variants.count else { return warning }
                var warning = warning
                warning.explanation =
                    (["Only in \(own.map(\.words).joined(separator: ", "))."] + [warning.explanation ?? ""])
                    .joined(separator: " ")
                return warning
            }
        }
    }

    /// Creates a configuration that has been generated.
    init(files: [GeneratedFile], warnings: [Diagnostic]) {
        self.files = files
        self.warnings = warnings
        layers = [:]
    }

    /// What the audit finds, once for places that differ only in the region.
    private static func audit(_ places: ConfigurationPlaces) -> [Diagnostic] {
        let byPartition = Dictionary(grouping: places.all) { $0.place.region?.partition.rawValue ?? "" }
        return byPartition.sorted { $0.key < $1.key }.flatMap { _, places in
            PolicyAudit(regions: Set(places.compactMap(\.place.region)).sorted())
                .diagnostics(for: places.flatMap(\.functions).sorted { $0.name < $1.name })
        }
    }

    private static func problems(ofPoliciesIn places: ConfigurationPlaces) throws(TerraformError) -> [TerraformError
        .Problem]
    {
        var found: [TerraformError.Problem] = []
        for name in places.functionNames {
            var largest = 0
            var location: Diagnostic.Location?
            for variant in places.variants[name] ?? [] {
                let scope = ResourceScope(regions: [variant.place.region].compactMap { $0 }, account: variant.account)
                largest = max(largest, try variant.function.inlinePolicySize(in: scope))
                location = location ?? variant.function.policies.first?.places.statement
            }
            if largest > LambdaLimits.inlinePolicies {
                found.append(.function(name, .policiesTooLarge(largest, at: location)))
            }
        }
        return found
    }

    private static func problems(
        of places: ConfigurationPlaces, layout: ConfigurationLayout
    ) -> [TerraformError.Problem] {
        var found: [TerraformError.Problem] = []
        if places.functionNames.isEmpty {
            found.append(.noFunctions)
        }
        for account in Set(places.all.compactMap(\.account)).sorted() where !isAccount(account) {
            found.append(.place(.malformedAccount(account)))
        }
        let needsRegion = layout == .root || places.all.contains { $0.functions.contains { $0.insights != .disabled } }
        for placed in places.all where placed.place.region == nil && needsRegion {
            found.append(.place(placed.place.stage.map { .noRegionsOfStage($0) } ?? .noRegions(layout)))
        }
        for (_, regions) in places.regionsByStage where Set(regions.map(\.partition)).count > 1 {
            found.append(.place(.mixedPartitions(regions)))
        }
        return found
    }

    private static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func problems(
        of functions: [LambdaFunction],
        archives: [String: ArchiveReference]
    ) -> [TerraformError.Problem] {
        var found: [TerraformError.Problem] = []
        var names: Set<String> = []
        var taken: [String: String] = [:]
        for function in functions {
            if !names.insert(function.name).inserted {
                found.append(.function(function.name, .duplicate))
            } else if let other = ResourceNames(function: function.name).take(from: &taken, for: function.name) {
                found.append(.function(function.name, .sharedName(with: other)))
            }
            found += function.violations.map { .function(function.name, .violation($0)) }
            for (index, statement) in function.policies.enumerated()
            where statement.actions.isEmpty || statement.resources.isEmpty {
                found.append(.function(function.name, .emptyStatement(index + 1)))
            }
            found += function.invalidTags.map { .function(function.name, .invalidTag($0)) }
            guard let archive = archives[function.name] else {
                found.append(.function(function.name, .noArchive))
                continue
            }
            if let architecture = archive.architecture, architecture != function.architecture {
                found.append(
                    .function(
                        function.name, .architectureMismatch(wanted: function.architecture, archive: archive)))
            }
        }
        return found
    }
}

extension TerraformError.Problem {
    fileprivate var isOfPlace: Bool { if case .place = self { true } else { false } }
}
