/// Builds a block's body from the arguments and blocks that are listed in it.
@resultBuilder
package enum BodyBuilder {
    /// Takes one argument.
    package static func buildExpression(_ argument: Argument) -> Body { Body(arguments: [argument]) }

    /// Takes one nested block.
    package static func buildExpression(_ block: Block) -> Body { Body(blocks: [block]) }

    /// Takes arguments made elsewhere.
    package static func buildExpression(_ arguments: [Argument]) -> Body { Body(arguments: arguments) }

    /// Takes blocks made elsewhere.
    package static func buildExpression(_ blocks: [Block]) -> Body { Body(blocks: blocks) }

    /// Takes a part of a body made elsewhere.
    package static func buildExpression(_ part: Body) -> Body { part }

    /// Joins what was listed.
    package static func buildBlock(_ parts: Body...) -> Body { buildArray(parts) }

    /// Joins the rounds of a loop.
    package static func buildArray(_ parts: [Body]) -> Body {
        Body(arguments: parts.flatMap(\.arguments), blocks: parts.flatMap(\.blocks))
    }

    /// Takes what an `if` without `else` gave.
    package static func buildOptional(_ part: Body?) -> Body { part ?? Body() }

    /// Takes the first branch.
    package static func buildEither(first part: Body) -> Body { part }

    /// Takes the second branch.
    package static func buildEither(second part: Body) -> Body { part }
}
