/// The content between a block's braces: arguments and nested blocks, each in the order they were added.
package struct Body: Sendable, Hashable {
    /// The arguments.
    package var arguments: [Argument]
    /// The nested blocks.
    package var blocks: [Block]

    /// Creates a body.
    package init(arguments: [Argument] = [], blocks: [Block] = []) {
        self.arguments = arguments
        self.blocks = blocks
    }
}
