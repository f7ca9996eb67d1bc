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

/// Builds a block's body from a list of arguments and blocks.
@resultBuilder
package enum BodyBuilder {
    /// Adds one argument.
    package static func buildExpression(_ argument: Argument) -> Body { Body(arguments: [argument]) }

    /// Adds one nested block.
    package static func buildExpression(_ block: Block) -> Body { Body(blocks: [block]) }

    /// Adds arguments made elsewhere.
    package static func buildExpression(_ arguments: [Argument]) -> Body { Body(arguments: arguments) }

    /// Adds blocks made elsewhere.
    package static func buildExpression(_ blocks: [Block]) -> Body { Body(blocks: blocks) }

    /// Adds a part of a body made elsewhere.
    package static func buildExpression(_ part: Body) -> Body { part }

    /// Joins the listed parts.
    package static func buildBlock(_ parts: Body...) -> Body { buildArray(parts) }

    /// Joins the iterations of a loop.
    package static func buildArray(_ parts: [Body]) -> Body {
        Body(arguments: parts.flatMap(\.arguments), blocks: parts.flatMap(\.blocks))
    }

    /// Takes the result of an `if` without `else`.
    package static func buildOptional(_ part: Body?) -> Body { part ?? Body() }

    /// Takes the first branch.
    package static func buildEither(first part: Body) -> Body { part }

    /// Takes the second branch.
    package static func buildEither(second part: Body) -> Body { part }
}
