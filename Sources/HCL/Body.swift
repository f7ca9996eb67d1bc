/// A whole file.
public struct Document: Sendable, Hashable {
    /// The lines of the comment the file begins with.
    public var comment: [String]
    /// The top-level blocks, in order.
    public var blocks: [Block]

    /// Creates a file from its blocks.
    public init(comment: [String] = [], blocks: [Block]) {
        self.comment = comment
        self.blocks = blocks
    }
}

/// A block: a type, labels and a body.
public struct Block: Sendable, Hashable {
    /// The block's type, an identifier such as `resource`.
    public var type: String
    /// The labels after the type.
    public var labels: [String]
    /// Lines of a comment above the block.
    public var comment: [String]
    /// What is between the braces.
    public var body: Body

    /// Creates a block.
    public init(_ type: String, _ labels: String..., comment: [String] = [], @BodyBuilder body: () -> Body) {
        self.type = type
        self.labels = labels
        self.comment = comment
        self.body = body()
    }
}

/// A name and its value.
public struct Argument: Sendable, Hashable {
    /// Where an argument stands in its block.
    public enum Position: Sendable, Hashable {
        /// Before the nested blocks, with the other arguments.
        case beforeBlocks
        /// After the nested blocks, as is the custom for `depends_on`.
        case afterBlocks
    }

    /// The name, an identifier.
    public var name: String
    /// The value.
    public var value: Expression
    /// Lines of a comment above the argument.
    public var comment: [String]
    /// Where it stands.
    public var position: Position

    /// Creates an argument.
    public init(
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

/// What is between a block's braces: arguments and nested blocks, each in the order they were added.
public struct Body: Sendable, Hashable {
    /// The arguments.
    public var arguments: [Argument]
    /// The nested blocks.
    public var blocks: [Block]

    /// Creates a body.
    public init(arguments: [Argument] = [], blocks: [Block] = []) {
        self.arguments = arguments
        self.blocks = blocks
    }
}

/// Builds a block's body from the arguments and blocks that are listed in it.
@resultBuilder
public enum BodyBuilder {
    /// Takes one argument.
    public static func buildExpression(_ argument: Argument) -> Body { Body(arguments: [argument]) }

    /// Takes one nested block.
    public static func buildExpression(_ block: Block) -> Body { Body(blocks: [block]) }

    /// Takes arguments made elsewhere.
    public static func buildExpression(_ arguments: [Argument]) -> Body { Body(arguments: arguments) }

    /// Takes blocks made elsewhere.
    public static func buildExpression(_ blocks: [Block]) -> Body { Body(blocks: blocks) }

    /// Takes a part of a body made elsewhere.
    public static func buildExpression(_ part: Body) -> Body { part }

    /// Joins what was listed.
    public static func buildBlock(_ parts: Body...) -> Body { buildArray(parts) }

    /// Joins the rounds of a loop.
    public static func buildArray(_ parts: [Body]) -> Body {
        Body(arguments: parts.flatMap(\.arguments), blocks: parts.flatMap(\.blocks))
    }

    /// Takes what an `if` without `else` gave.
    public static func buildOptional(_ part: Body?) -> Body { part ?? Body() }

    /// Takes the first branch.
    public static func buildEither(first part: Body) -> Body { part }

    /// Takes the second branch.
    public static func buildEither(second part: Body) -> Body { part }
}
