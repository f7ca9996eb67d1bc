/// How Terraform's workspaces are named: text with `{stage}` and `{region}`.
package struct WorkspacePattern: Sendable, Hashable {
    /// A part of a pattern.
    package enum Part: Sendable, Hashable {
        /// Text that stays.
        case text(String)
        /// The stage.
        case stage
        /// The region.
        case region
    }

    /// Why a text is not a pattern.
    package enum Flaw: Error, Hashable {
        /// It is empty.
        case empty
        /// A placeholder does not exist.
        case unknownPlaceholder(String)
        /// A brace has no counterpart.
        case unbalancedBrace
        /// A character would need escaping in a URL, which Terraform refuses in the name of a workspace.
        case character(Character)
    }

    /// The placeholders that exist.
    package static let placeholders: [String: Part] = ["stage": .stage, "region": .region]

    /// The parts, in order.
    package let parts: [Part]

    /// Reads a pattern.
    package init(_ text: String) throws(Flaw) {
        guard !text.isEmpty else { throw .empty }
        var parts: [Part] = []
        for piece in try Self.pieces(of: text) {
            switch piece {
            case .text(let text):
                if let character = text.first(where: { !Self.isAllowed($0) }) { throw .character(character) }
                parts.append(.text(text))
            case .placeholder(let name):
                guard let part = Self.placeholders[name] else { throw .unknownPlaceholder(name) }
                parts.append(part)
            }
        }
        self.parts = parts
    }

    private static func pieces(of text: String) throws(Flaw) -> [PlaceholderText.Piece] {
        do {
            return try PlaceholderText(text).pieces
        } catch {
            throw .unbalancedBrace
        }
    }

    private static func isAllowed(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
    }

    /// The name of a place's workspace.
    package func name(in place: Placement) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .stage: place.stage ?? ""
            case .region: place.region?.name ?? ""
            }
        }.joined()
    }

    /// Whether names differ by stage or by region.
    package func has(_ part: Part) -> Bool { parts.contains(part) }
}
