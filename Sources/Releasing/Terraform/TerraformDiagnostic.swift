package import JSON
package import Model

/// An error or a warning in Terraform's own words.
package struct TerraformDiagnostic: Sendable, Hashable {
    /// `error` or `warning`.
    package var severity: Diagnostic.Severity
    /// What is wrong, in one line.
    package var summary: String
    /// More about it; may have several lines or none.
    package var detail: String
    /// The resource that it is about.
    package var address: String?

    /// Creates one.
    package init(_ severity: Diagnostic.Severity, _ summary: String, detail: String = "", address: String? = nil) {
        self.severity = severity
        self.summary = summary
        self.detail = detail
        self.address = address
    }

    /// Reads the `diagnostic` of a JSON line; `nil` if it has another form.
    package init?(_ value: JSONValue) {
        guard let summary = value["summary"]?.string else { return nil }
        let isWarning = value["severity"]?.string == "warning"
        self.init(
            isWarning ? .warning : .error, summary, detail: value["detail"]?.string ?? "",
            address: value["address"]?.string)
    }

    /// Finds the diagnostics in text for people, with or without a frame around each.
    package static func find(in lines: [String]) -> [TerraformDiagnostic] {
        var found: [TerraformDiagnostic] = []
        var isInside = false
        for line in lines.map(withoutFrame) {
            if let beginning = beginning(line) {
                found.append(beginning)
                isInside = true
            } else if isInside, line == frameEnd {
                isInside = false
            } else if isInside {
                found[found.count - 1].detail += line + "\n"
            }
        }
        return found.map { diagnostic in
            var diagnostic = diagnostic
            let isBlank = { (character: Character) in character.isWhitespace }
            let text = diagnostic.detail.drop(while: isBlank)
            let end = text.lastIndex { !isBlank($0) }.map { text.index(after: $0) } ?? text.startIndex
            diagnostic.detail = String(text[..<end])
            return diagnostic
        }
    }

    private static let frameEnd = "╵"

    private static func withoutFrame(_ line: String) -> String {
        guard line.hasPrefix("│") else { return line }
        let text = line.dropFirst()
        return String(text.hasPrefix(" ") ? text.dropFirst() : text)
    }

    private static func beginning(_ line: String) -> TerraformDiagnostic? {
        for (mark, severity) in [("Error: ", Diagnostic.Severity.error), ("Warning: ", .warning)]
        where line.hasPrefix(mark) {
            return TerraformDiagnostic(severity, String(line.dropFirst(mark.count)))
        }
        return nil
    }

    /// All of it as one text, in which a cause is looked for.
    var text: String { summary + "\n" + detail }

    /// The same for our users, with Terraform's words.
    ///
    /// - Parameter program: whose words they are.
    package func diagnostic(from program: TerraformProgram) -> Diagnostic {
        let place = address.map { "\($0): " } ?? ""
        var text = summary
        while text.last == "." { text.removeLast() }
        return Diagnostic(
            severity, "terraform.reported", "\(program.title): \(place)\(text)",
            explanation: detail.isEmpty ? nil : detail)
    }
}
