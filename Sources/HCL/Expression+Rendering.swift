/// The width beyond which a list has one element per line.
private let longestLine = 100

extension Expression {
    /// The expression as source text whose first line continues an existing line.
    ///
    /// - Parameter indentation: the depth of its first line, in steps of two spaces.
    func rendered(indentation: Int) -> String {
        switch self {
        case .list(let elements) where isMultiline:
            let inner = Layout.margin(indentation + 1)
            let lines = elements.map { inner + $0.rendered(indentation: indentation + 1) + ",\n" }
            return "[\n" + lines.joined() + Layout.margin(indentation) + "]"
        case .object(let items) where isMultiline:
            let entries = items.map { Layout.Entry(name: Escaping.key($0.key), value: $0.value) }
            return "{\n" + Layout.aligned(entries, indentation: indentation + 1) + Layout.margin(indentation) + "}"
        case .call(let name, let arguments) where isMultiline:
            guard let last = arguments.last else { return name + "()" }
            let leading = arguments.dropLast().map { $0.inline + ", " }.joined()
            return name + "(" + leading + last.rendered(indentation: indentation) + ")"
        case .index(let base, let key) where isMultiline:
            return base.rendered(indentation: indentation) + "[" + key.inlineKey + "]"
        default:
            return inline
        }
    }

    /// Whether the expression uses several lines if it can.
    var isMultiline: Bool {
        switch self {
        case .object(let items): !items.isEmpty
        case .list(let elements): elements.contains(where: \.isMultiline) || inline.count > longestLine
        case .call(_, let arguments):
            // An object before the last argument would put a second `=` on the line of the opening brackets, which
            // `terraform fmt` would take for an argument to align.
            (arguments.last?.isMultiline ?? false) && !arguments.dropLast().contains(where: \.holdsObject)
        case .index(.object(let items), _): !items.isEmpty
        default: false
        }
    }

    private var holdsObject: Bool {
        switch self {
        case .null, .bool, .number, .string, .traversal: false
        case .object: true
        case .list(let elements), .call(_, let elements): elements.contains(where: \.holdsObject)
        case .index(let base, let key): base.holdsObject || key.holdsObject
        case .conditional(let condition, let yes, let no): [condition, yes, no].contains(where: \.holdsObject)
        case .template(let parts):
            parts.contains {
                if case .interpolation(let expression) = $0 { expression.holdsObject } else { false }
            }
        }
    }

    /// The expression on one line.
    var inline: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let value): String(value)
        case .string(let text): Escaping.quoted(text)
        case .template(let parts): Self.template(parts)
        case .list(let elements): "[" + elements.map(\.inline).joined(separator: ", ") + "]"
        case .object(let items) where items.isEmpty: "{}"
        case .object(let items):
            "{ " + items.map { Escaping.key($0.key) + " = " + $0.value.inline }.joined(separator: ", ") + " }"
        case .traversal(let names): Self.traversal(names)
        case .index(let base, let key): base.inlineTerm + "[" + key.inlineKey + "]"
        case .call(let name, let arguments): name + "(" + arguments.map(\.inline).joined(separator: ", ") + ")"
        case .conditional(let condition, let yes, let no):
            [condition, yes].map(\.inlineOperand).joined(separator: " ? ") + " : " + no.inlineOperand
        }
    }

    /// The expression as a part of a conditional one.
    private var inlineOperand: String {
        if case .conditional = self { "(" + inline + ")" } else { inline }
    }

    /// The expression for places where `terraform fmt` would misread the first token of another.
    private var inlineTerm: String {
        switch self {
        case .traversal, .index, .call: inline
        default: "(" + inline + ")"
        }
    }

    /// The expression for use between brackets, where `terraform fmt` 1.11 drops a bare `true`, `false` or `null`.
    private var inlineKey: String {
        switch self {
        case .bool, .null: "(" + inline + ")"
        default: inline
        }
    }

    private static func traversal(_ names: [String]) -> String {
        guard let root = names.first else { return "null" }
        return names.dropFirst().reduce(root) { path, name in
            path + (Escaping.isPlainIdentifier(name) ? "." + name : "[" + Escaping.quoted(name) + "]")
        }
    }

    private static func template(_ parts: [TemplatePart]) -> String {
        let parts = parts.filter { $0 != .literal("") }
        // A template of a single expression has that expression's value, and `terraform fmt` unwraps it.
        if case .interpolation(let expression)? = parts.first, parts.count == 1 { return expression.inlineTerm }
        var output = "\""
        var literal = ""
        for part in parts {
            switch part {
            case .literal(let text): literal += text
            case .interpolation(let expression):
                output += Escaping.escaped(literal, beforeInterpolation: true) + "${" + expression.inlineTerm + "}"
                literal = ""
            }
        }
        return output + Escaping.escaped(literal) + "\""
    }
}
