import Model

/// One YAML document with unexpanded aliases, so that a few lines of nested aliases stay small.
struct YAMLDocument {
    /// The file's name in diagnostics.
    let file: String
    /// The document's root, or `nil` if the file has none.
    let root: YAMLNode?
    private let anchors: [String: YAMLNode]

    init(bytes: [UInt8], file: String) throws(ConfigurationError) {
        self.file = file
        // Windows editors may begin a file with a byte order mark, which would become part of the first key.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
        try Self.checkEncoding(of: bytes, file: file)
        do {
            var composer = try YAMLComposer(bytes, file: file)
            root = try composer.document()
            anchors = composer.anchors
        } catch let error as ConfigurationError {
            throw error
        } catch let fault as YAMLFault {
            throw ConfigurationError(Self.diagnostic(for: fault, bytes: bytes, file: file))
        } catch {
            throw ConfigurationError(
                .error("config.invalid-yaml", "the YAML cannot be read: \(error)", location: .init(file: file)))
        }
    }

    private static func checkEncoding(of bytes: [UInt8], file: String) throws(ConfigurationError) {
        var valid = bytes.startIndex
        for byte in String(decoding: bytes, as: UTF8.self).utf8 {
            guard valid < bytes.endIndex, bytes[valid] == byte else { break }
            valid += 1
        }
        guard valid == bytes.endIndex else {
            let line = 1 + bytes[..<valid].count { $0 == UInt8(ascii: "\n") }
            throw ConfigurationError(
                .error(
                    "config.not-utf8", "the file is not UTF-8 text",
                    location: Diagnostic.Location(file: file, line: line)))
        }
    }

    /// Where a node starts.
    func location(of node: YAMLNode) -> Diagnostic.Location { Self.location(node.mark, in: file) }

    static func location(_ mark: YAMLNode.Mark, in file: String) -> Diagnostic.Location {
        Diagnostic.Location(file: file, line: mark.line, column: mark.column)
    }

    /// The node that an alias refers to, or the node itself if it is not an alias.
    func value(of node: YAMLNode) throws(ConfigurationError) -> YAMLNode {
        guard case .alias(let name) = node.content else { return node }
        guard let value = anchors[name], value.mark < node.mark else {
            throw ConfigurationError(Self.unknownAlias(name, at: node.mark, in: file))
        }
        return value
    }

    static func unknownAlias(_ name: String, at mark: YAMLNode.Mark, in file: String) -> Diagnostic {
        .error(
            "config.unknown-alias", "'*\(name)' does not name an anchor above it",
            explanation: "In YAML, a value that starts with '*' repeats one marked with '&' above it.",
            location: location(mark, in: file), hints: ["write text that starts with '*' in quotes: \"*\(name)\""])
    }
}
