package import LambdaProtocol

/// What was unusual about a repetition.
package struct RehearsalCircumstances: Sendable, Hashable {
    /// Whether the function was emulated.
    package var isEmulated = false
    /// Why the function was less isolated than intended.
    package var notIsolated: String?
    /// Directories that could not be removed.
    package var leftBehind: [String] = []
    /// What would fail or go unnoticed on Lambda.
    package var warnings: [EnvironmentWarning] = []

    /// Creates circumstances with nothing unusual.
    package init() {}
}
