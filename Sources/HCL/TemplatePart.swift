/// A part of a string with expressions.
package enum TemplatePart: Sendable, Hashable {
    /// Literal text.
    case literal(String)
    /// The value of an expression.
    case interpolation(Expression)
}
