package import Model

/// What the command line and the environment say; it goes before the configuration.
package struct ProjectOverrides: Sendable, Hashable {
    /// The architecture of every function.
    package var architecture: Architecture?
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

    /// Creates overrides from flags that were given.
    package init(
        architecture: Architecture? = nil,
        runtime: LambdaRuntime? = nil,
        regions: [Region] = [],
        include: [IncludeRule] = [],
        exclude: [String] = [],
        account: String? = nil
    ) {
        self.architecture = architecture
        self.runtime = runtime
        self.regions = regions
        self.include = include
        self.exclude = exclude
        self.account = account
    }

    /// These flags, with the `SWIFTLAMBDA_*` variables where a flag was not given.
    package func completed(from environment: [String: String]) throws(SettingError) -> ProjectOverrides {
        ProjectOverrides(
            architecture: try SettingVariable.architecture.resolve(flag: architecture, in: environment),
            runtime: try SettingVariable.runtime.resolve(flag: runtime, in: environment),
            regions: try SettingVariable.regions.resolve(
                flag: regions.isEmpty ? nil : regions, in: environment) ?? [],
            include: try SettingVariable.include.resolve(
                flag: include.isEmpty ? nil : include, in: environment) ?? [],
            exclude: exclude,
            account: try SettingVariable.account.resolve(flag: account, in: environment))
    }
}
