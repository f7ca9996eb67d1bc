/// A value in HCL: a literal, a reference, or an expression made of these.
package indirect enum Expression: Sendable, Hashable {
    /// The absence of a value.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case number(Int)
    /// A literal string without interpolation.
    case string(String)
    /// A string with expressions.
    case template([TemplatePart])
    /// Values in order.
    case list([Expression])
    /// Values by key, in the order given.
    case object([ObjectItem])
    /// A name and the attributes looked up in it, such as `var.region`.
    ///
    /// The first name must be an identifier. An attribute that is not one is looked up by index, as in `a["b c"]`.
    case traversal([String])
    /// An element of a list or object.
    case index(Expression, Expression)
    /// A call of a function, or of a type constructor such as `map(string)`.
    case call(String, [Expression])
    /// One of two values, by a condition.
    case conditional(Expression, Expression, Expression)

    /// A name and the attributes looked up in it, such as `var.region`.
    package static func reference(_ names: String...) -> Expression { .traversal(names) }

    /// A call of a function.
    package static func call(_ name: String, _ arguments: Expression...) -> Expression { .call(name, arguments) }

    /// A string with expressions.
    package static func template(_ parts: TemplatePart...) -> Expression { .template(parts) }

    /// Strings in order.
    package static func strings(_ values: some Sequence<String>) -> Expression { .list(values.map { .string($0) }) }
}
