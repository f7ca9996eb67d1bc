package import Model

/// A stage that the configuration does not have.
package struct UnknownStage: DiagnosedError, Hashable {
    /// The name that was asked for.
    package let name: String
    /// The stages that there are.
    package let known: [String]

    /// One error, with the nearest known stage.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "project.unknown-stage", "there is no stage '\(name)'",
                explanation: known.isEmpty
                    ? "The configuration has no `stages:`." : "The stages are \(known.joined(separator: ", ")).",
                hints: nearestName(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
        ]
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
