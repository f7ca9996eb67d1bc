package import Model

/// What an archive is checked against.
package struct AuditExpectation: Sendable, Hashable {
    /// The architecture it must be for; `nil` means that of `bootstrap`.
    package var architecture: Architecture?
    /// The runtime it must start on.
    package var runtime: LambdaRuntime
    /// Whether the function has layers of its own, which may contain libraries that the audit can't see.
    package var hasLayers: Bool
    /// Missing libraries that were already reported, in more detail than an audit can give.
    package var toldMissing: Set<String> = []

    /// Creates an expectation.
    package init(architecture: Architecture?, runtime: LambdaRuntime, hasLayers: Bool = false) {
        self.architecture = architecture
        self.runtime = runtime
        self.hasLayers = hasLayers
    }
}
