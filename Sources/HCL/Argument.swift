/// A name and its value.
package struct Argument: Sendable, Hashable {
    /// The position of an argument in its block.
    package enum Position: Sendable, Hashable {
        /// Before the nested blocks, with the other arguments.
        case beforeBlocks
        /// After the nested blocks, as is customary for `depends_on`.
        case afterBlocks
    }

    /// The name, an identifier.
    package var name: String
    /// The value.
    package var value: Expression
    /// The lines of a comment above the argument.
    package var comment: [String]
    /// Its position.
    package var position: Position

    /// Creates an argument.
    package init(
        _ name: String,
        _ value: Expression,
        comment: [String] = [],
        position: Position = .beforeBlocks
    ) {
        self.name = name
        self.value = value
        self.comment = comment
        self.position = position
    }
}
