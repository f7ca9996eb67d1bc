/// A type in a variable's declaration.
package indirect enum TypeConstraint: Sendable, Hashable {
    case string
    case map(of: TypeConstraint)

    /// The expression that names the type.
    package var expression: Expression {
        switch self {
        case .string: .traversal(["string"])
        case .map(let element): .call("map", [element.expression])
        }
    }
}
