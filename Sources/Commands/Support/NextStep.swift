/// The commands that come next in a function's life, as results name them.
enum NextStep {
    /// Local proof of the shutdown.
    static let rehearse = "swiftlambda rehearse"

    /// Terraform's files; the provider needs a region.
    ///
    /// - Parameter hasRegions: whether the project names a region.
    static func terraform(hasRegions: Bool) -> String {
        hasRegions ? "swiftlambda terraform" : "swiftlambda terraform --region eu-west-1"
    }
}
