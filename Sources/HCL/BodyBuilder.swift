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
