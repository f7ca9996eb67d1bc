import Model

/// A command lacks an option that it needs.
struct MissingOption: DiagnosedError, Hashable {
    /// The option.
    var option: String
    /// The variable that can replace it.
    var variable: String
    /// The option with a value.
    var example: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "usage.missing-option", "\(option) is required", hints: ["add \(example), or set \(variable)"])
        ]
    }

    var exitStatus: ExitStatus { .usage }
}
