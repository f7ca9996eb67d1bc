import Console
import Explanations
import Model

/// A page about a diagnostic as text for the terminal.
struct PageText {
    let styles: StyleSheet
    /// The width of the terminal, if there is one.
    let columns: Int?

    /// The page, with a final line feed.
    func rendered(_ page: DiagnosticPage) -> String {
        let severities = page.severities.map(\.rawValue).joined(separator: " or ")
        var parts = [
            "\(styles.apply(.strong, to: page.identifier)) (\(severities))\n" + wrapped(page.meaning),
            page.explanation.split(separator: "\n\n").map { wrapped(String($0)) }.joined(separator: "\n\n"),
        ]
        if let importance = page.importance { parts.append(labelled("Why it matters:", importance)) }
        parts.append(labelled("What to do:", page.remedy))
        if !page.commands.isEmpty { parts.append(page.commands.map { "  " + $0 }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func labelled(_ label: String, _ text: String) -> String {
        // Styles have no width, so they are applied after wrapping.
        styles.apply(.strong, to: label) + wrapped(label + " " + text).dropFirst(label.count)
    }

    /// The text with Markdown links as words, wrapped between words.
    private func wrapped(_ markdown: String) -> String {
        let text = markdown.replacing(/\[([^\]]*)\]\(\.\.\/([^)]*)\)/) { "\($0.1) (docs/\($0.2))" }
        guard let columns, columns >= 20 else { return text }
        return text.wrapped(toWidth: columns).joined(separator: "\n")
    }
}
