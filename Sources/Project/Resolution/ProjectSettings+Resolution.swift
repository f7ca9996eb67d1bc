import Model

extension ProjectSettings {
    /// Whether the functions' products are looked up in the package.
    package enum ProductCheck: Sendable, Hashable {
        /// Every function's product must be an executable of the package.
        case required
        /// Functions that the configuration lists are not checked, so that the package need not be described.
        case waived
    }

    /// Resolves every setting of every function.
    ///
    /// - Parameters:
    ///   - products: whether functions' products are looked up.
    ///   - description: describes the package; called at most once, and never if the configuration lists the
    ///     functions and `products` is waived.
    /// - Throws: `ConfigurationError` if Lambda would refuse a setting or a product does not exist; `PackageError`
    ///   if the package has no executable; what `description` throws.
    package func resolve(
        products: ProductCheck,
        description: () async throws -> PackageDescription
    ) async throws -> ResolvedProject {
        var package: PackageDescription?
        if configuration?.functions == nil || products == .required { package = try await description() }
        let listed = try settings(describedBy: package)
        let stage = try requestedStage()
        let places = placesOfStages()
        var resolution = FunctionResolution(self)
        let missing = package.map { missingProducts(of: listed, in: $0) } ?? []
        let functions = resolution.functions(
            listed, in: Placement(stage: stage?.name, region: places.first { $0.stage == stage?.name }?.region))
        let placed = places.map { place in
            PlacedFunctions(
                place, account: account(of: place.stage), functions: resolution.functions(listed, in: place))
        }
        let problems =
            missing + resolution.problems + clashes(in: placed, settings: listed)
            + sharedAPIs(in: placed, settings: listed)
        // A problem of the defaults, or of several architectures or places, is reported once.
        guard problems.isEmpty else { throw ConfigurationError(Array(Set(problems))) }
        let regions = places.compactMap(\.region).reduce(into: [Region]()) { if !$0.contains($1) { $0.append($1) } }
        return ResolvedProject(
            workspace: workspace, configurationFile: configuration?.file, functions: functions, places: placed,
            regions: regions, account: account(of: stage?.name), artifacts: configuration?.artifacts,
            deploy: configuration?.deploy ?? DeploySettings(), protectedStages: protectedStages,
            warnings: resolution.warnings, generalWarnings: unknownRegions)
    }

    /// A warning about each region that this release does not know.
    private var unknownRegions: [Diagnostic] {
        let named = configuration?.unknownRegions ?? [:]
        return Set(overrides.regions).union(named.keys).sorted().compactMap { $0.warning(at: named[$0]) }
    }

    /// The configuration's settings of each function, or a function for each executable if it lists none.
    private func settings(describedBy package: PackageDescription?) throws -> [String: FunctionSettings] {
        let listed = configuration?.functions
        guard let package else { return listed ?? [:] }
        let executables = package.functionExecutables
        guard !package.executables.isEmpty, listed != nil || !executables.isEmpty else {
            throw PackageError.noExecutable(package: package.name)
        }
        return listed
            ?? Dictionary(uniqueKeysWithValues: Set(executables.map(\.name)).map { ($0, FunctionSettings()) })
    }

    private func missingProducts(
        of settings: [String: FunctionSettings],
        in package: PackageDescription
    ) -> [Diagnostic] {
        settings.compactMap { name, settings in
            do throws(PackageError) {
                _ = try package.executable(named: settings.product ?? name)
                return nil
            } catch {
                return error.diagnostic(at: settings.location(of: ["product"]))
            }
        }
    }
}
