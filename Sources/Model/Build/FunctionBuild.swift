/// How a function is built, fully resolved.
package struct FunctionBuild: Sendable, Hashable {
    /// The user's builder preference.
    package var builder: BuilderPreference
    /// The libraries to bundle.
    package var bundle: BundleMode
    /// Whether calls of functions that the runtime's C libraries lack go to older versions of them.
    package var forwards: Bool
    /// What to optimize for.
    package var optimization: Optimization
    /// Additional options of `swift build`.
    package var arguments: [String]

    /// Creates a build; omitted values have swiftlambda's defaults.
    package init(
        builder: BuilderPreference = BuilderPreference(),
        bundle: BundleMode = .auto,
        forwards: Bool = true,
        optimization: Optimization = .none,
        arguments: [String] = []
    ) {
        self.builder = builder
        self.bundle = bundle
        self.forwards = forwards
        self.optimization = optimization
        self.arguments = arguments
    }
}
