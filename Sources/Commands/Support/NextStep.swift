/// The next commands that results suggest.
enum NextStep {
    /// Rehearses the shutdown.
    static let rehearse = "swiftlambda rehearse"

    /// Writes Terraform files; the provider needs a region.
    ///
    /// - Parameter hasRegions: whether the project names a region.
    static func terraform(hasRegions: Bool) -> String {
        hasRegions ? "swiftlambda terraform" : "swiftlambda terraform --region eu-west-1"
    }
}
