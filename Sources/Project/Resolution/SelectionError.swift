package import Model

/// Function names that the project does not have.
package struct SelectionError: DiagnosedError, Hashable {
    /// The unknown names.
    package let unknown: [String]
    /// The known names.
    package let known: [String]

    /// One error for each unknown name, with the nearest known one.
    package var diagnostics: [Diagnostic] {
        unknown.map { name in
            .error(
                "project.unknown-function", "there is no function '\(name)'",
                explanation: "The functions are \(known.joined(separator: ", ")).",
                hints: nearestName(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
        }
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
