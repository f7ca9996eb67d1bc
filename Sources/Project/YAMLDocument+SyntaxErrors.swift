import Model
import Yams

extension YAMLDocument {
    /// Tells plainly what the YAML parser found.
    static func diagnostic(for error: any Error, text: String, file: String) -> Diagnostic {
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            syntaxError(problem, context: context, mark: mark, text: text, file: file)
        case .reader(let problem, let offset, _, _):
            .error(
                "config.invalid-yaml", "the YAML cannot be read: \(problem)",
                location: offset.map { location(ofCharacter: $0, in: text, file: file) }
                    ?? Diagnostic.Location(file: file))
        case .duplicatedKeysInMapping(let keys, let context):
            .error(
                "config.duplicate-key",
                keys.map { "'\(restored($0))'" }.joined(separator: ", ") + " is given more than once",
                explanation: "The first one is here.", location: location(context.mark, in: file),
                hints: ["keep one of them"])
        case .memory:
            .error(
                "config.invalid-yaml", "the YAML is nested too deeply", location: Diagnostic.Location(file: file))
        default:
            .error(
                "config.invalid-yaml", "the YAML cannot be read: \(error)", location: Diagnostic.Location(file: file))
        }
    }

    /// How libyaml's message for too many levels begins; it is an error of the parser like any other.
    private static let nestingProblem = "Maximum nesting level"

    private static func syntaxError(
        _ problem: String,
        context: YamlError.Context?,
        mark: Mark,
        text: String,
        file: String
    ) -> Diagnostic {
        if problem.hasPrefix(nestingProblem) {
            return .error(
                "config.invalid-yaml", "the YAML is nested too deeply", location: location(mark, in: file))
        }
        return .error(
            "config.invalid-yaml", "the YAML cannot be read: \(problem)",
            explanation: context.map { "This was \($0.text) from line \($0.mark.line), column \($0.mark.column)." },
            location: location(mark, in: file),
            hints: isTab(at: mark, in: text) ? ["indent with spaces; YAML allows no tab there"] : [])
    }

    private static func isTab(at mark: Mark, in text: String) -> Bool {
        let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard lines.indices.contains(mark.line - 1) else { return false }
        return lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first == "\t"
    }

    private static func location(ofCharacter offset: Int, in text: String, file: String) -> Diagnostic.Location {
        var line = 1
        var column = 1
        for character in text.prefix(offset) {
            column = character.isNewline ? 1 : column + 1
            line += character.isNewline ? 1 : 0
        }
        return Diagnostic.Location(file: file, line: line, column: column)
    }
}
