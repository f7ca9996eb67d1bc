package import Model

/// The documentation of one kind of diagnostic.
package struct DiagnosticPage: Sendable, Hashable {
    /// The stable name, such as `elf.glibc-too-new`.
    package var identifier: String
    /// Its severities, the usual one first.
    package var severities: [Diagnostic.Severity]
    /// What it means, in one line.
    package var meaning: String
    /// What happened.
    package var explanation: String
    /// Why it matters on Lambda; `nil` if it only concerns the command on this machine.
    package var importance: String?
    /// What to do.
    package var remedy: String
    /// Commands for that.
    package var commands: [String]

    /// The part of the identifier before its dot, by which pages are grouped.
    package var family: String { identifier.split(separator: ".").first.map(String.init) ?? identifier }
}

extension DiagnosticPage {
    private static let importanceMark = "**Why it matters:** "
    private static let remedyMark = "**What to do:** "

    /// Reads a page.
    ///
    /// - Parameter lines: the lines below the page's heading.
    /// - Returns: `nil` if they do not have the form of a page.
    init?(identifier: String, lines: some Sequence<Substring>) {
        self.identifier = identifier
        (severities, meaning, explanation, remedy, commands) = ([], "", "", "", [])
        var isInCode = false
        for line in lines where !line.isEmpty {
            if line.hasPrefix("```") {
                isInCode.toggle()
            } else if isInCode {
                commands.append(String(line))
            } else if severities.isEmpty {
                let parts = line.split(separator: "*", omittingEmptySubsequences: true)
                guard parts.count == 2, parts[1].hasPrefix(" · ") else { return nil }
                meaning = String(parts[1].dropFirst(3))
                severities = parts[0].split { !$0.isLetter }.compactMap { Diagnostic.Severity(rawValue: String($0)) }
                if severities.isEmpty { return nil }
            } else if line.hasPrefix(Self.importanceMark) {
                importance = String(line.dropFirst(Self.importanceMark.count))
            } else if line.hasPrefix(Self.remedyMark) {
                remedy = String(line.dropFirst(Self.remedyMark.count))
            } else {
                explanation += (explanation.isEmpty ? "" : "\n\n") + line
            }
        }
        guard !explanation.isEmpty, !remedy.isEmpty else { return nil }
    }
}
