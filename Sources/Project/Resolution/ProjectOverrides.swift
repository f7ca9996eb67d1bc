package import Model

/// What the command line and the environment say; it goes before the configuration.
package struct ProjectOverrides: Sendable, Hashable {
    /// The architectures of every function; with several, each function is there once for each.
    package var architectures: Set<Architecture>
    /// The runtime of every function.
    package var runtime: LambdaRuntime?
    /// The regions, instead of the configuration's where there are any.
    package var regions: [Region]
    /// Files that go into every archive besides the configuration's.
    package var include: [IncludeRule]
    /// Patterns of what is left out of them, besides the configuration's.
    package var exclude: [String]
    /// The account.
    package var account: String?
    /// How functions are built, by the command line.
    package var build: BuildSettings
    /// How functions are built, by the environment.
    package var buildVariables: BuildSettings
    /// Whether the image of a container is pulled even where it is there.
    package var pullsImage: Bool

    /// Creates overrides from flags that were given.
    package init(
        architectures: Set<Architecture> = [],
        runtime: LambdaRuntime? = nil,
        regions: [Region] = [],
        include: [IncludeRule] = [],
        exclude: [String] = [],
        account: String? = nil,
        build: BuildSettings = BuildSettings(),
        buildVariables: BuildSettings = BuildSettings(),
        pullsImage: Bool = false
    ) {
        self.architectures = architectures
        self.runtime = runtime
        self.regions = regions
        self.include = include
        self.exclude = exclude
        self.account = account
        self.build = build
        self.buildVariables = buildVariables
        self.pullsImage = pullsImage
    }

    /// These flags, with the `SWIFTLAMBDA_*` variables where a flag was not given.
    package func completed(from environment: [String: String]) throws(SettingError) -> ProjectOverrides {
        let architecture = try Setting.architecture.resolve(flag: architectures.first, in: environment)
        return ProjectOverrides(
            architectures: architectures.isEmpty ? Set([architecture].compactMap { $0 }) : architectures,
            runtime: try Setting.runtime.resolve(flag: runtime, in: environment),
            regions: try Setting.regions.resolve(flag: regions.isEmpty ? nil : regions, in: environment) ?? [],
            include: try Setting.include.resolve(flag: include.isEmpty ? nil : include, in: environment) ?? [],
            exclude: exclude, account: try Setting.account.resolve(flag: account, in: environment), build: build,
            buildVariables: BuildSettings(
                builder: try Setting.builder.resolve(flag: nil, in: environment),
                swiftSDK: try Setting.swiftSDK.resolve(flag: nil, in: environment),
                libc: try Setting.libc.resolve(flag: nil, in: environment),
                engine: try Setting.engine.resolve(flag: nil, in: environment),
                image: try Setting.image.resolve(flag: nil, in: environment),
                bundle: try Setting.bundle.resolve(flag: build.bundle, in: environment),
                optimize: try Setting.optimization.resolve(flag: build.optimize, in: environment)),
            pullsImage: pullsImage)
    }

    /// How a function is built of which the configuration says something.
    func build(_ configured: BuildSettings) -> FunctionBuild {
        let given = build.filled(from: buildVariables).filled(from: configured)
        return FunctionBuild(
            builder: BuilderPreference(flags: build, isPulled: pullsImage, others: [buildVariables, configured]),
            bundle: given.bundle ?? .auto, optimization: given.optimize ?? .none,
            arguments: (configured.arguments ?? []) + (build.arguments ?? []))
    }
}
