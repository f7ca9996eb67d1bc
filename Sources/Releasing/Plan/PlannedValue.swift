import JSON

/// A value before or after a plan.
enum PlannedValue: Hashable {
    /// There is none; AWS's provider writes an empty text or list for that, too.
    case none
    case known(JSONValue)
    /// It must not be shown.
    case sensitive(JSONValue)
    /// Terraform knows it only after the apply.
    case unknown

    /// The value, if it may be shown.
    var shown: JSONValue? {
        if case .known(let value) = self { value } else { nil }
    }

    /// A text for people; `nil` without a value.
    func text(unit: String = "") -> String? {
        switch self {
        case .none: nil
        case .known(let value): Self.text(of: value, unit: unit)
        case .sensitive: "(sensitive)"
        case .unknown: "(known after apply)"
        }
    }

    private static let longestText = 60

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }

    private static func text(of value: JSONValue, unit: String) -> String {
        switch value {
        case .string(let text):
            // A text may have any characters; a line must not become two, and a terminal must not obey it.
            let line = String(text.map { $0.unicodeScalars.contains(where: isControl) ? " " : $0 })
            guard !line.hasPrefix("arn:"), line.count > longestText else { return line + unit }
            return String(line.prefix(longestText)) + "..."
        case .number(let digits): return digits + unit
        case .bool(let value): return value ? "on" : "off"
        case .null: return "none"
        case .array(let elements): return elements.map { text(of: $0, unit: unit) }.joined(separator: ", ")
        case .object: return value.text
        }
    }
}

extension JSONValue {
    /// A member of a member, or an element by its number; `nil` also for `null`.
    func value(at path: [String]) -> JSONValue? {
        var current = self
        for step in path {
            guard let next = current.step(step) else { return nil }
            current = next
        }
        return current == .null ? nil : current
    }

    /// Whether a value, something around it or something in it is marked in a tree of `true`.
    func hasMark(at path: [String]) -> Bool {
        var current = self
        for step in path {
            if current == .bool(true) { return true }
            guard let next = current.step(step) else { return false }
            current = next
        }
        return current.containsMark
    }

    private var containsMark: Bool {
        switch self {
        case .bool(let isMarked): isMarked
        case .array(let elements): elements.contains { $0.containsMark }
        case .object(let members): members.contains { $0.value.containsMark }
        case .null, .number, .string: false
        }
    }

    private func step(_ step: String) -> JSONValue? {
        switch self {
        case .object: return self[step]
        case .array(let elements):
            guard let index = Int(step), elements.indices.contains(index) else { return nil }
            return elements[index]
        case .null, .bool, .number, .string: return nil
        }
    }
}
