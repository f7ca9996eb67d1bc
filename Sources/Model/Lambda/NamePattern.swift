/// How functions are named on Lambda: text with `{function}`, `{stage}` and `{region}`.
package struct NamePattern: Sendable, Hashable {
    /// A part of a pattern.
    package enum Part: Sendable, Hashable {
        /// Text that stays.
        case text(String)
        /// The function's own name.
        case function
        /// The stage.
        case stage
        /// The region.
        case region
    }

    /// Why a text is not a pattern.
    package enum Flaw: Error, Hashable {
        /// A placeholder does not exist.
        case unknownPlaceholder(String)
        /// A brace has no counterpart.
        case unbalancedBrace
        /// The function's own name is missing, so that all functions would have one name.
        case lacksFunction
    }

    /// The placeholders that exist.
    package static let placeholders: [String: Part] = ["function": .function, "stage": .stage, "region": .region]
    /// A function keeps its own name.
    package static let plain = NamePattern(parts: [.function])
    /// The default of a project with stages.
    package static let staged = NamePattern(parts: [.function, .text("-"), .stage])

    /// The parts, in order.
    package let parts: [Part]

    private init(parts: [Part]) {
        self.parts = parts
    }

    /// Reads a pattern.
    package init(_ text: String) throws(Flaw) {
        var parts: [Part] = []
        for piece in try PlaceholderText(text).pieces {
            switch piece {
            case .text(let text): parts.append(.text(text))
            case .placeholder(let name):
                guard let part = Self.placeholders[name] else { throw .unknownPlaceholder(name) }
                parts.append(part)
            }
        }
        guard parts.contains(.function) else { throw .lacksFunction }
        self.init(parts: parts)
    }

    /// The name of a function in a place.
    package func name(function: String, stage: String?, region: String?) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .function: function
            case .stage: stage ?? ""
            case .region: region ?? ""
            }
        }.joined()
    }

    /// Whether names differ by stage or by region.
    package func has(_ part: Part) -> Bool { parts.contains(part) }
}

/// A text with placeholders in braces.
struct PlaceholderText {
    enum Piece {
        case text(String)
        case placeholder(String)
    }

    var pieces: [Piece] = []

    init(_ text: String) throws(NamePattern.Flaw) {
        var rest = text[...]
        while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else { throw .unbalancedBrace }
            if open > rest.startIndex { pieces.append(.text(String(rest[..<open]))) }
            pieces.append(.placeholder(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { pieces.append(.text(String(rest))) }
    }
}
