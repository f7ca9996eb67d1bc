import Model
import Yams

/// One YAML document whose aliases are not expanded.
///
/// Yams replaces an alias by a copy of what it stands for, and hashes keys whole, so that a few lines of nested aliases
/// take for ever. Here every `*` is hidden from Yams behind a character that no text has. What is left of an alias is
/// then a plain scalar that starts with that character, as no other plain scalar can, and `value(of:)` follows it when
/// it is asked to.
struct YAMLDocument {
    /// A noncharacter, which Unicode keeps out of interchanged text and YAML's reader lets through.
    private static let hiddenAsterisk: Unicode.Scalar = "\u{10FFFF}"

    /// The file's name in diagnostics.
    let file: String
    /// The document's root, or `nil` where the file has none.
    private(set) var root: Node?
    private var anchors: [String: Node] = [:]
    /// Nodes only refer to their anchors weakly; the parser owns them.
    private let parser: Parser

    init(bytes: [UInt8], file: String) throws(ConfigurationError) {
        self.file = file
        let text = try Self.text(of: bytes, file: file)
        let hidden = Self.replacing("*", with: Self.hiddenAsterisk, in: text)
        do {
            // Without the resolver's rules no regular expression is made or matched; `YAMLReader` tells types apart.
            parser = try Parser(yaml: hidden, resolver: .basic, constructor: .default, encoding: .utf8)
            root = try parser.nextRoot()
            if let second = try parser.nextRoot() {
                throw ConfigurationError(
                    .error(
                        "config.several-documents", "the file has more than one YAML document",
                        location: Self.location(second.mark, in: file), hints: ["keep one, without `---` between"]))
            }
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError(Self.diagnostic(for: error, text: text, file: file))
        }
        if text.utf8.contains(UInt8(ascii: "&")), let root { try collectAnchors(below: root) }
    }

    private static func text(of bytes: [UInt8], file: String) throws(ConfigurationError) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        var valid = bytes.startIndex
        for byte in text.utf8 {
            guard valid < bytes.endIndex, bytes[valid] == byte else { break }
            valid += 1
        }
        let line = 1 + bytes[..<valid].count { $0 == UInt8(ascii: "\n") }
        guard valid == bytes.endIndex else {
            throw ConfigurationError(
                .error(
                    "config.not-utf8", "the file is not UTF-8 text",
                    location: Diagnostic.Location(file: file, line: line)))
        }
        guard !text.unicodeScalars.contains(hiddenAsterisk) else {
            throw ConfigurationError(
                .error(
                    "config.invalid-yaml", "the file has the character U+10FFFF, which no text may have",
                    location: Diagnostic.Location(file: file)))
        }
        return text
    }

    private mutating func collectAnchors(below node: Node) throws(ConfigurationError) {
        if let name = node.anchor?.rawValue {
            guard anchors.updateValue(node, forKey: name) == nil else {
                throw ConfigurationError(
                    .error(
                        "config.duplicate-anchor", "the anchor '&\(name)' is given more than once",
                        location: location(of: node)))
            }
        }
        switch node {
        case .sequence(let nodes): for node in nodes { try collectAnchors(below: node) }
        case .mapping(let pairs):
            for (key, value) in pairs {
                try collectAnchors(below: key)
                try collectAnchors(below: value)
            }
        case .scalar, .alias: break
        }
    }

    /// Where a node starts.
    func location(of node: Node) -> Diagnostic.Location { Self.location(node.mark, in: file) }

    static func location(_ mark: Mark?, in file: String) -> Diagnostic.Location {
        Diagnostic.Location(file: file, line: mark?.line, column: mark?.column)
    }

    /// A scalar's text as the file has it.
    static func restored(_ text: String) -> String {
        replacing(hiddenAsterisk, with: "*", in: text)
    }

    /// Replaces scalars, not characters: `*` may be part of a character, such as `*️⃣`.
    private static func replacing(_ old: Unicode.Scalar, with new: Unicode.Scalar, in text: String) -> String {
        guard text.unicodeScalars.contains(old) else { return text }
        var replaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { replaced.append(scalar == old ? new : scalar) }
        return String(replaced)
    }

    /// The node an alias stands for, or the node itself where it is none.
    func value(of node: Node) throws(ConfigurationError) -> Node {
        guard let name = aliasName(of: node) else { return node }
        let isName = !name.isEmpty && name.utf8.allSatisfy(\.isAnchorByte)
        guard isName, let value = anchors[name], precedes(value, node), aliasName(of: value) == nil else {
            throw ConfigurationError(
                .error(
                    "config.unknown-alias", "'*\(name)' is no alias of an anchor above",
                    explanation: "In YAML a value that starts with '*' repeats what '&' named before.",
                    location: location(of: node), hints: ["write text that starts with '*' in quotes: \"*\(name)\""]))
        }
        return value
    }

    private func aliasName(of node: Node) -> String? {
        guard case .scalar(let scalar) = node, scalar.style == .plain,
            scalar.string.unicodeScalars.first == Self.hiddenAsterisk
        else { return nil }
        return Self.restored(String(scalar.string.unicodeScalars.dropFirst()))
    }

    private func precedes(_ earlier: Node, _ later: Node) -> Bool {
        guard let earlier = earlier.mark, let later = later.mark else { return false }
        return (earlier.line, earlier.column) < (later.line, later.column)
    }
}

extension UInt8 {
    fileprivate var isAnchorByte: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
