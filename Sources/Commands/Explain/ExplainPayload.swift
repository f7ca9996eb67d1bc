import Explanations
import Model

/// A page, for programs.
struct DiagnosticPagePayload: Encodable, Sendable {
    var identifier: String
    var severities: [Diagnostic.Severity]
    var meaning: String
    var explanation: String
    var importance: String?
    var remedy: String
    var commands: [String]

    init(_ page: DiagnosticPage) {
        identifier = page.identifier
        severities = page.severities
        meaning = page.meaning
        explanation = page.explanation
        importance = page.importance
        remedy = page.remedy
        commands = page.commands
    }
}

/// All identifiers, for programs.
struct DiagnosticListingPayload: Encodable, Sendable {
    struct Row: Encodable, Sendable {
        var identifier: String
        var severities: [Diagnostic.Severity]
        var meaning: String

        init(_ page: DiagnosticPage) {
            identifier = page.identifier
            severities = page.severities
            meaning = page.meaning
        }
    }

    var identifiers: [Row]
}
