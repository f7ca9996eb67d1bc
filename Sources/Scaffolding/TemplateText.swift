/// The text of a template, with its tags and sections.
///
/// A tag, such as `__MODULE__`, stands for a value. A section begins with a line `#[name]`, ends with `#[/name]`, and is
/// left out unless it is wanted; in YAML, these lines are comments.
enum TemplateText {
    /// Keeps the wanted sections, without the lines that mark them.
    ///
    /// - Parameter isWanted: whether a section is wanted; `nil` if there is no such section.
    /// - Throws: `TemplateFault` with a line that marks an unknown section, or another one than is open.
    static func choosing(_ text: String, isWanted: (String) -> Bool?) throws(TemplateFault) -> String {
        var kept: [Substring] = []
        var open: [(name: Substring, isKept: Bool)] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard let mark = line.wholeMatch(of: /#\[(\/?)([a-z]+)\]/) else {
                if open.last?.isKept ?? true { kept.append(line) }
                continue
            }
            if mark.1.isEmpty {
                guard let isWanted = isWanted(String(mark.2)) else { throw TemplateFault(tag: String(line)) }
                open.append((mark.2, isWanted && (open.last?.isKept ?? true)))
            } else {
                guard open.popLast()?.name == mark.2 else { throw TemplateFault(tag: String(line)) }
            }
        }
        if let unclosed = open.last { throw TemplateFault(tag: "#[\(unclosed.name)]") }
        return kept.joined(separator: "\n")
    }

    /// Replaces all tags by their values; the values themselves are not searched for tags.
    ///
    /// - Parameter value: the value of a tag; `nil` if there is no such tag.
    static func filling(_ text: String, with value: (String) -> String?) throws(TemplateFault) -> String {
        var filled = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: /__([A-Z]+(?:_[A-Z]+)*)__/) {
            guard let value = value(String(match.output.1)) else { throw TemplateFault(tag: String(match.0)) }
            filled += rest[..<match.range.lowerBound] + value
            rest = rest[match.range.upperBound...]
        }
        return filled + rest
    }
}
