/// A request that waits for its answer; one connection may have several, one after the other.
package struct RequestToken: Sendable, Hashable {
    /// A number of its own.
    package var rawValue: UInt64

    /// Creates a token.
    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
