/// How a function is built, with nothing left to ask.
package struct FunctionBuild: Sendable, Hashable {
    /// What runs the build, as far as the user cares.
    package var builder: BuilderPreference
    /// The libraries that its archive brings.
    package var bundle: BundleMode
    /// What the code is made to be.
    package var optimization: Optimization
    /// What is added to the options of `swift build`.
    package var arguments: [String]

    /// Creates the account of a build; what is left out has swiftlambda's default.
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
