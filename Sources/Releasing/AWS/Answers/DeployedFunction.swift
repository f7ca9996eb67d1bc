/// What Lambda says about a function with all that belongs to it.
struct DeployedFunction: Sendable, Hashable {
    /// The version that was asked for.
    var version: DeployedVersion
    /// Its tags.
    var tags: [String: String]
    /// The number of environments that are reserved for it and at the same time its maximum.
    var reservedConcurrency: Int?
}
