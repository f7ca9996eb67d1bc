/// A reference to something in the user's own Terraform, such as `aws_dynamodb_table.orders.name`.
package struct TerraformReference: Sendable, Hashable {
    /// One step from a value to a part of it.
    package enum Step: Sendable, Hashable {
        /// An attribute, or an element by its key.
        case name(String)
        /// An element by its number.
        case number(Int)
    }

    /// The first name: `var`, `local`, `data`, `module`, or a resource type.
    package let root: String
    /// What follows.
    package let steps: [Step]

    /// Reads a reference; `nil` if the text is none.
    ///
    /// It is checked as one, and never pasted in: an expression, a call or a splat is none.
    package init?(_ text: String) {
        var parser = ReferenceParser(rest: text[...])
        guard let root = parser.identifier() else { return nil }
        var steps: [Step] = []
        while let step = parser.step() { steps.append(step) }
        // A root alone is a whole resource type or all variables.
        guard parser.rest.isEmpty, let first = steps.first, case .name = first else { return nil }
        let needed = ["var", "local", "module"].contains(root) ? 1 : root == "data" ? 3 : 2
        guard steps.count >= needed, !["path", "self", "terraform", "each", "count"].contains(root) else { return nil }
        self.root = root
        self.steps = steps
    }
}

/// Reads the parts of a reference from left to right.
private struct ReferenceParser {
    var rest: Substring

    mutating func identifier() -> String? {
        let name = rest.prefix { character in
            character.isASCII && (character.isLetter || character.isNumber || "_-".contains(character))
        }
        guard let first = name.first, first.isLetter || first == "_" else { return nil }
        rest = rest[name.endIndex...]
        return String(name)
    }

    mutating func step() -> TerraformReference.Step? {
        if rest.first == "." {
            rest = rest.dropFirst()
            return identifier().map { .name($0) }
        }
        guard rest.first == "[", let close = rest.firstIndex(of: "]") else { return nil }
        let inside = rest[rest.index(after: rest.startIndex)..<close]
        let step: TerraformReference.Step?
        if let number = Int(inside), number >= 0, inside.allSatisfy(\.isNumber) {
            step = .number(number)
        } else if inside.count > 2, inside.first == "\"", inside.last == "\"",
            !inside.dropFirst().dropLast().contains(where: { "\"\\$%{}".contains($0) })
        {
            step = .name(String(inside.dropFirst().dropLast()))
        } else {
            step = nil
        }
        if step != nil { rest = rest[rest.index(after: close)...] }
        return step
    }
}
