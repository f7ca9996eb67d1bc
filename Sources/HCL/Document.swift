/// A whole file.
package struct Document: Sendable, Hashable {
    /// The lines of the comment at the start of the file.
    package var comment: [String]
    /// The top-level blocks, in order.
    package var blocks: [Block]

    /// Creates a file from its blocks.
    package init(comment: [String] = [], blocks: [Block]) {
        self.comment = comment
        self.blocks = blocks
    }
}
