package import Model

/// What an archive is measured against.
package struct AuditExpectation: Sendable, Hashable {
    /// The architecture it must be for; `nil` takes that of `bootstrap`.
    package var architecture: Architecture?
    /// The runtime it must start on.
    package var runtime: LambdaRuntime
    /// Whether the function has layers of its own, which may bring libraries that cannot be seen here.
    package var hasLayers: Bool
    /// Libraries whose absence was told of already, with more than an audit knows.
    package var toldMissing: Set<String> = []

    /// Creates an expectation.
    package init(architecture: Architecture?, runtime: LambdaRuntime, hasLayers: Bool = false) {
        self.architecture = architecture
        self.runtime = runtime
        self.hasLayers = hasLayers
    }
}
