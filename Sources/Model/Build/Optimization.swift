/// What the code of a function is made to be, beyond what a release build gives.
package enum Optimization: String, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing beyond it.
    case none
    /// Smaller, and so loaded sooner.
    case size
    /// Faster on the processors that Lambda has.
    case speed
}
