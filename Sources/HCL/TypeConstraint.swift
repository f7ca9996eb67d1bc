/// A type in a variable's declaration.
package indirect enum TypeConstraint: Sendable, Hashable {
    case string
    case map(of: TypeConstraint)
    case list(of: TypeConstraint)
    /// An object with attributes of type string, some of which may be missing.
    case object(strings: [String], optional: [String] = [])

    /// The expression that names the type.
    package var expression: Expression {
        switch self {
        case .string: .traversal(["string"])
        case .map(let element): .call("map", [element.expression])
        case .list(let element): .call("list", [element.expression])
        case .object(let names, let optional):
            .call(
                "object",
                [
                    .object(
                        names.map { ObjectItem($0, Self.string.expression) }
                            + optional.map { ObjectItem($0, .call("optional", Self.string.expression)) })
                ])
        }
    }
}
