/// One value of an object, and its key.
package struct ObjectItem: Sendable, Hashable {
    /// The literal key; any string.
    package var key: String
    /// The value.
    package var value: Expression

    /// Creates an item.
    package init(_ key: String, _ value: Expression) {
        self.key = key
        self.value = value
    }
}
