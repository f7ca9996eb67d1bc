/// A request that waits for its answer; one connection may have several in a row.
package struct RequestToken: Sendable, Hashable {
    /// A unique number.
    package var rawValue: UInt64

    /// Creates a token.
    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
