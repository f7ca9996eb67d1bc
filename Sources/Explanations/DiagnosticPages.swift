import CDiagnosticPages
import Model

/// The pages of all diagnostics, in the order of docs/reference/diagnostics.md.
package struct DiagnosticPages: Sendable {
    /// The pages.
    package let pages: [DiagnosticPage]
    /// Identifiers whose section is not a valid page.
    package let malformed: [String]

    /// Parses Markdown whose third-level headings are identifiers.
    package init(markdown: String) {
        var pages: [DiagnosticPage] = []
        var malformed: [String] = []
        var identifier: Substring?
        var lines: [Substring] = []
        func close() {
            guard let name = identifier.map(String.init) else { return }
            if let page = DiagnosticPage(identifier: name, lines: lines) {
                pages.append(page)
            } else {
                malformed.append(name)
            }
        }
        for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
            // A heading of a family ends the page before it.
            if line.hasPrefix("### ") || line.hasPrefix("## ") {
                close()
                identifier = line.hasPrefix("### ") ? line.dropFirst("### ".count) : nil
                lines = []
            } else {
                lines.append(line)
            }
        }
        close()
        self.pages = pages
        self.malformed = malformed
    }

    /// The pages that are built into the program.
    package static func bundled() -> DiagnosticPages {
        let bytes = UnsafeBufferPointer(start: diagnostic_pages_start(), count: diagnostic_pages_count())
        return DiagnosticPages(markdown: String(decoding: bytes, as: UTF8.self))
    }

    /// The page of an identifier.
    package subscript(identifier: String) -> DiagnosticPage? { pages.first { $0.identifier == identifier } }

    /// The pages of a family, such as `elf`.
    package func family(_ name: String) -> [DiagnosticPage] { pages.filter { $0.family == name } }

    /// The identifiers most similar to a mistyped one, the nearest first.
    package func nearest(to name: String) -> [String] {
        let identifiers = pages.map(\.identifier)
        let near = nearestNames(to: name, among: identifiers)
        guard near.isEmpty else { return near }
        // The user may remember only one part.
        let part = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard part.count >= 3 else { return [] }
        return Array(identifiers.filter { $0.contains(part) }.prefix(3))
    }
}
