/// What to optimize a function for, beyond a release build.
package enum Optimization: String, Sendable, Hashable, Codable, CaseIterable {
    /// A plain release build.
    case none
    /// Smaller, so it loads faster.
    case size
    /// Faster on Lambda's processors.
    case speed
}
