/// A type as variables declare it.
package indirect enum TypeConstraint: Sendable, Hashable {
    case string
    case number
    case bool
    case list(of: TypeConstraint)
    case map(of: TypeConstraint)

    /// The expression that names the type.
    package var expression: Expression {
        switch self {
        case .string: .traversal(["string"])
        case .number: .traversal(["number"])
        case .bool: .traversal(["bool"])
        case .list(let element): .call("list", [element.expression])
        case .map(let element): .call("map", [element.expression])
        }
    }
}
