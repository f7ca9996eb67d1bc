package import LambdaProtocol

/// What was not as it should be around a repetition.
package struct RehearsalCircumstances: Sendable, Hashable {
    /// Whether another machine's instructions were emulated.
    package var isEmulated = false
    /// Why the function was not kept apart from the machine, where it was to be.
    package var notIsolated: String?
    /// Directories that could not be removed.
    package var leftBehind: [String] = []
    /// What would go wrong or unseen on Lambda.
    package var warnings: [EnvironmentWarning] = []

    /// Creates circumstances with nothing to tell.
    package init() {}
}
