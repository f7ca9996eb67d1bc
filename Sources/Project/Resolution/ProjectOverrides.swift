package import Model

/// The settings of the command line and the environment, which override the configuration.
package struct ProjectOverrides: Sendable, Hashable {
    /// The architectures of every function; each function exists once for each of them.
    package var architectures: Set<Architecture>
    /// The runtime of every function.
    package var runtime: LambdaRuntime?
    /// The regions; if any, they replace the configuration's.
    package var regions: [Region]
    /// Files for every archive in addition to the configuration's.
    package var include: [IncludeRule]
    /// Patterns of files to exclude, in addition to the configuration's.
    package var exclude: [String]
    /// The account.
    package var account: String?
    /// The stage whose settings apply to commands that work on one.
    package var stage: String?
    /// The build settings of the command line.
    package var build: BuildSettings
    /// The build settings of the environment.
    package var buildVariables: BuildSettings
    /// Whether the container's image is pulled even if it exists.
    package var pullsImage: Bool

    /// Creates overrides from flags.
    package init(
        architectures: Set<Architecture> = [],
        runtime: LambdaRuntime? = nil,
        regions: [Region] = [],
        include: [IncludeRule] = [],
        exclude: [String] = [],
        account: String? = nil,
        stage: String? = nil,
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
        self.stage = stage
        self.build = build
        self.buildVariables = buildVariables
        self.pullsImage = pullsImage
    }

    /// These flags, and the `SWIFTLAMBDA_*` variables for omitted flags.
    package func completed(from environment: [String: String]) throws(SettingError) -> ProjectOverrides {
        let architecture = try Setting.architecture.resolve(flag: architectures.first, in: environment)
        return ProjectOverrides(
            architectures: architectures.isEmpty ? Set([architecture].compactMap { $0 }) : architectures,
            runtime: try Setting.runtime.resolve(flag: runtime, in: environment),
            regions: try Setting.regions.resolve(flag: regions.isEmpty ? nil : regions, in: environment) ?? [],
            include: try Setting.include.resolve(flag: include.isEmpty ? nil : include, in: environment) ?? [],
            exclude: exclude, account: try Setting.account.resolve(flag: account, in: environment),
            stage: try Setting.stage.resolve(flag: stage, in: environment), build: build,
            buildVariables: BuildSettings(
                builder: try Setting.builder.resolve(flag: nil, in: environment),
                swiftSDK: try Setting.swiftSDK.resolve(flag: nil, in: environment),
                libc: try Setting.libc.resolve(flag: nil, in: environment),
                engine: try Setting.engine.resolve(flag: nil, in: environment),
                image: try Setting.image.resolve(flag: nil, in: environment),
                bundle: try Setting.bundle.resolve(flag: build.bundle, in: environment),
                forward: try Setting.forward.resolve(flag: build.forward, in: environment),
                optimize: try Setting.optimization.resolve(flag: build.optimize, in: environment)),
            pullsImage: pullsImage)
    }

    /// The build of a function with the configuration's settings.
    func build(_ configured: BuildSettings) -> FunctionBuild {
        let given = build.filled(from: buildVariables).filled(from: configured)
        return FunctionBuild(
            builder: BuilderPreference(flags: build, isPulled: pullsImage, others: [buildVariables, configured]),
            bundle: given.bundle ?? .auto, forwards: given.forward ?? true, optimization: given.optimize ?? .none,
            arguments: (configured.arguments ?? []) + (build.arguments ?? []))
    }
}
