extension Document {
    /// The file's text, in a form that `terraform fmt` leaves unchanged.
    package func rendered() -> String {
        var parts = blocks.map { $0.rendered(indentation: 0) }
        if !comment.isEmpty {
            parts.insert(Layout.comment(comment, indentation: 0), at: 0)
        }
        return parts.joined(separator: "\n")
    }
}

extension Block {
    fileprivate func rendered(indentation: Int) -> String {
        let margin = Layout.margin(indentation)
        let head =
            Layout.comment(comment, indentation: indentation) + margin
            + ([type] + labels.map(Escaping.quoted)).joined(separator: " ")
        let content = body.rendered(indentation: indentation + 1)
        return content.isEmpty ? head + " {}\n" : head + " {\n" + content + margin + "}\n"
    }
}

extension Body {
    fileprivate func rendered(indentation: Int) -> String {
        var sections: [String] = []
        func add(_ arguments: [Argument]) {
            guard !arguments.isEmpty else { return }
            let entries = arguments.map { Layout.Entry(name: $0.name, value: $0.value, comment: $0.comment) }
            sections.append(Layout.aligned(entries, indentation: indentation))
        }
        add(arguments.filter { $0.position == .beforeBlocks })
        sections += blocks.map { $0.rendered(indentation: indentation) }
        add(arguments.filter { $0.position == .afterBlocks })
        return sections.joined(separator: "\n")
    }
}

/// The layout of lines.
enum Layout {
    /// A name with its value, in a block's body or in an object.
    struct Entry {
        var name: String
        var value: Expression
        var comment: [String] = []
    }

    /// The indentation of a line.
    static func margin(_ indentation: Int) -> String { String(repeating: " ", count: 2 * indentation) }

    /// The lines of a comment.
    static func comment(_ lines: [String], indentation: Int) -> String {
        lines.map { margin(indentation) + Escaping.comment($0) + "\n" }.joined()
    }

    /// Entries one below another, with the `=` of adjacent ones aligned.
    ///
    /// A multi-line value or a comment interrupts the alignment. A blank line precedes an entry with a comment.
    static func aligned(_ entries: [Entry], indentation: Int) -> String {
        var output = ""
        var group: [Entry] = []
        func flush() {
            let width = group.map(\.name.count).max() ?? 0
            for entry in group {
                let padding = String(repeating: " ", count: width - entry.name.count)
                output += margin(indentation) + entry.name + padding + " = " + entry.value.inline + "\n"
            }
            group = []
        }
        for entry in entries {
            if !entry.comment.isEmpty {
                flush()
                output += (output.isEmpty ? "" : "\n") + comment(entry.comment, indentation: indentation)
            }
            if entry.value.isMultiline {
                flush()
                output += margin(indentation) + entry.name + " = " + entry.value.rendered(indentation: indentation)
                output += "\n"
            } else {
                group.append(entry)
            }
        }
        flush()
        return output
    }
}
