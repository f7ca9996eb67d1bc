/// How a function is built, fully resolved.
package struct FunctionBuild: Sendable, Hashable {
    /// The user's builder preference.
    package var builder: BuilderPreference
    /// The libraries to bundle.
    package var bundle: BundleMode
    /// What to optimize for.
    package var optimization: Optimization
    /// Additional options of `swift build`.
    package var arguments: [String]

    /// Creates a build; omitted values have swiftlambda's defaults.
    package init(
        builder: BuilderPreference = BuilderPreference(),
        bundle: BundleMode = .auto,
        optimization: Optimization = .none,
        arguments: [String] = []
    ) {
        self.builder = builder
        self.bundle = bundle
        self.optimization = optimization
        self.arguments = arguments
    }
}
