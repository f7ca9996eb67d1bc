/// A message to the user, as data; the console formats it.
package struct Diagnostic: Sendable, Hashable, Codable {
    /// How severe it is.
    package enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
        case note
        case warning
        case error
    }

    /// A place in a file that the user wrote.
    package struct Location: Sendable, Hashable, Codable {
        /// The path, as the user would type it.
        package var file: String
        /// The line, starting at 1.
        package var line: Int?
        /// The column in characters, starting at 1.
        package var column: Int?

        /// Creates a location.
        package init(file: String, line: Int? = nil, column: Int? = nil) {
            self.file = file
            self.line = line
            self.column = column
        }
    }

    /// Its severity.
    package var severity: Severity
    /// A stable name for scripts, such as `elf.glibc-too-new`.
    package var identifier: String
    /// What is wrong, in one line without a full stop.
    package var summary: String
    /// Why it is wrong and the consequences; may have several lines.
    package var explanation: String?
    /// Where the user wrote it.
    package var location: Location?
    /// What to do, each a command or a change that the user can make.
    package var hints: [String]

    /// Creates a diagnostic.
    package init(
        _ severity: Severity,
        _ identifier: String,
        _ summary: String,
        explanation: String? = nil,
        location: Location? = nil,
        hints: [String] = []
    ) {
        self.severity = severity
        self.identifier = identifier
        self.summary = summary
        self.explanation = explanation
        self.location = location
        self.hints = hints
    }

    /// Creates a diagnostic of severity `error`.
    package static func error(
        _ identifier: String,
        _ summary: String,
        explanation: String? = nil,
        location: Location? = nil,
        hints: [String] = []
    ) -> Diagnostic {
        Diagnostic(.error, identifier, summary, explanation: explanation, location: location, hints: hints)
    }

    /// Creates a diagnostic of severity `warning`.
    package static func warning(
        _ identifier: String,
        _ summary: String,
        explanation: String? = nil,
        location: Location? = nil,
        hints: [String] = []
    ) -> Diagnostic {
        Diagnostic(.warning, identifier, summary, explanation: explanation, location: location, hints: hints)
    }
}

extension Sequence<Diagnostic> {
    /// Whether any of them is of severity `error`.
    package var hasErrors: Bool { contains { $0.severity == .error } }
}
