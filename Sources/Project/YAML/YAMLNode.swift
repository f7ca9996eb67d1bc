/// A value of a YAML document as written: aliases are not followed, and types are not interpreted.
struct YAMLNode: Sendable {
    /// A place in the file; line and column start at 1.
    struct Mark: Sendable, Hashable, Comparable {
        var line: Int
        /// In code points.
        var column: Int

        static func < (left: Mark, right: Mark) -> Bool {
            (left.line, left.column) < (right.line, right.column)
        }
    }

    /// A key of a mapping and its value.
    struct Pair: Sendable {
        var key: YAMLNode
        var value: YAMLNode
    }

    /// The content as written.
    enum Content: Sendable {
        /// Text; plain text has no quotes, and its type follows from its form.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Pair])
        /// `*name`, which refers to the node marked `&name`.
        case alias(String)
    }

    var content: Content
    /// Where it begins.
    var mark: Mark
    /// The name after `&`.
    var anchor: String?
    /// The explicit tag, such as `!Ref`.
    var tag: String?
}
