import Model

/// A command was called without something it needs.
struct MissingOption: DiagnosedError, Hashable {
    /// The option.
    var option: String
    /// The variable that may stand for it.
    var variable: String
    /// The option with a value.
    var example: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.missing-option", "\(option) is needed", hints: ["add \(example), or set \(variable)"])
        ]
    }

    var exitStatus: ExitStatus { .usage }
}
