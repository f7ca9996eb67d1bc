/// A reference to something in the user's own Terraform, such as `aws_dynamodb_table.orders.name`.
package struct TerraformReference: Sendable, Hashable {
    /// One step from a value to a part of it.
    package enum Step: Sendable, Hashable {
        /// An attribute, or an element by its key.
        case name(String)
        /// An element by its number.
        case number(Int)
    }

    /// The reference, as the user wrote it.
    package let text: String
    /// The first name: `var`, `local`, `data`, `module`, or a resource type.
    package let root: String
    /// What follows.
    package let steps: [Step]

    /// Reads a reference; `nil` if the text is none.
    ///
    /// It is checked as one, and never pasted in: an expression, a call or a splat is none.
    package init?(_ text: String) {
        guard let (reference, rest) = Self.beginning(of: text), rest.isEmpty else { return nil }
        self = reference
    }

    /// The reference at the beginning of a text, and what follows it; `nil` if there is none.
    package static func beginning(of text: String) -> (reference: TerraformReference, rest: Substring)? {
        var parser = ReferenceParser(rest: text[...])
        guard let root = parser.identifier() else { return nil }
        var steps: [Step] = []
        while let step = parser.step() { steps.append(step) }
        let parsed = text[..<parser.rest.startIndex]
        return TerraformReference(text: String(parsed), root: root, steps: steps).map { ($0, parser.rest) }
    }

    private init?(text: String, root: String, steps: [Step]) {
        // A root alone is a whole resource type or all variables.
        guard let first = steps.first, case .name = first else { return nil }
        let needed = ["var", "local", "module"].contains(root) ? 1 : root == "data" ? 3 : 2
        guard steps.count >= needed, !["path", "self", "terraform", "each", "count"].contains(root) else { return nil }
        self.text = text
        self.root = root
        self.steps = steps
    }

    /// The type of the resource or data source; `nil` for a variable, a local value or a module.
    package var resourceType: String? {
        if ["var", "local", "module"].contains(root) { return nil }
        guard root == "data" else { return root }
        guard case .name(let type) = steps[0] else { return nil }
        return type
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
            var after = self
            after.rest = rest.dropFirst()
            guard let name = after.identifier() else { return nil }
            self = after
            return .name(name)
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
