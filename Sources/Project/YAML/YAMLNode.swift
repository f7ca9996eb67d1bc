/// A value of a YAML document as it is written: aliases are not followed, and types are not told apart.
struct YAMLNode: Sendable {
    /// A place in the file, both counted from 1.
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

    /// What is written.
    enum Content: Sendable {
        /// Text; plain text has no quotes, and its type is told by its look.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([Pair])
        /// `*name`, which stands for what `&name` marks.
        case alias(String)
    }

    var content: Content
    /// Where it begins.
    var mark: Mark
    /// The name after `&`.
    var anchor: String?
    /// The tag that is written, such as `!Ref`.
    var tag: String?
}
