/// A block: a type, labels and a body.
package struct Block: Sendable, Hashable {
    /// The block's type, an identifier such as `resource`.
    package var type: String
    /// The labels after the type.
    package var labels: [String]
    /// The lines of a comment above the block.
    package var comment: [String]
    /// The content between the braces.
    package var body: Body

    /// Creates a block.
    package init(_ type: String, _ labels: String..., comment: [String] = [], @BodyBuilder body: () -> Body) {
        self.type = type
        self.labels = labels
        self.comment = comment
        self.body = body()
    }
}
