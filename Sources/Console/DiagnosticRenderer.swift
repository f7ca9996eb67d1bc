package import Model

/// Diagnostics as text for people.
///
/// Each is `error: summary`, after `file:line:column: ` if its location is known, its explanation indented below, then
/// a blank line and a `hint: …` line for each hint.
package struct DiagnosticRenderer: Sendable, Hashable {
    /// How severities and hints are marked.
    package var styles: StyleSheet
    /// The width of the terminal, if the text is for one.
    package var columns: Int?

    /// The narrowest terminal to wrap for, in columns.
    private static let narrowest = 20

    /// Creates a renderer.
    ///
    /// - Parameter columns: the width that summaries and explanations are wrapped to; hints hold commands to copy, and stay
    ///   as they are.
    package init(styles: StyleSheet, columns: Int? = nil) {
        self.styles = styles
        self.columns = columns
    }

    /// The diagnostics one below another, with blank lines around those of several lines.
    package func rendered(_ diagnostics: some Sequence<Diagnostic>) -> String {
        var result = ""
        var previousIsLong = false
        for diagnostic in diagnostics {
            let text = rendered(diagnostic)
            let isLong = text.utf8.count { $0 == UInt8(ascii: "\n") } > 1
            if !result.isEmpty, isLong || previousIsLong { result += "\n" }
            result += text
            previousIsLong = isLong
        }
        return result
    }

    /// One diagnostic as lines, each ended by a line feed.
    package func rendered(_ diagnostic: Diagnostic) -> String {
        let start = place(of: diagnostic)
        let summary = wrapped(start + diagnostic.severity.rawValue + ": " + printable(diagnostic.summary))
        // Styles have no width, so they are applied after wrapping.
        let plain = start + diagnostic.severity.rawValue + ":"
        var lines = summary
        if let first = summary.first, first.hasPrefix(plain) {
            lines[0] = start + severity(of: diagnostic) + first.dropFirst(plain.count)
        }
        lines = [lines[0]] + lines.dropFirst().map { "  " + $0 }
        if let explanation = diagnostic.explanation {
            lines += self.lines(of: explanation).flatMap(wrapped).map { $0.isEmpty ? "" : "  " + $0 }
        }
        if !diagnostic.hints.isEmpty { lines.append("") }
        for hint in diagnostic.hints {
            let hintLines = self.lines(of: hint)
            lines.append(styles.apply(.hint, to: "hint:") + " " + (hintLines.first ?? ""))
            // A hint of several lines is a change to a file; it stays together below its first line.
            lines += hintLines.dropFirst().map { $0.isEmpty ? "" : "      " + $0 }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A line at the width of the terminal, without what it is indented by; a line that is indented already stays whole.
    private func wrapped(_ line: String) -> [String] {
        guard let columns, columns >= Self.narrowest, line.first?.isWhitespace == false,
            line.displayWidth > columns - 2
        else { return [line] }
        return line.wrapped(toWidth: columns - 2)
    }

    private func place(of diagnostic: Diagnostic) -> String {
        guard let location = diagnostic.location else { return "" }
        let numbers = [location.line, location.line == nil ? nil : location.column].compactMap { $0 }
        return ([printable(location.file)] + numbers.map(String.init)).joined(separator: ":") + ": "
    }

    private func severity(of diagnostic: Diagnostic) -> String {
        let style: StyleSheet.Style =
            switch diagnostic.severity {
            case .error: .error
            case .warning: .warning
            case .note: .note
            }
        return styles.apply(style, to: diagnostic.severity.rawValue + ":")
    }

    private func lines(of text: String) -> [String] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { printable($0, keepingTabs: true) }
    }
}
