package import Model

/// A deployment that failed after it began to change something.
package struct DeploymentFailure: DiagnosedError {
    /// Why.
    package var cause: any Error
    /// More to know.
    package var notes: [Diagnostic]

    /// The cause, and the notes before it.
    package var diagnostics: [Diagnostic] {
        let own = (cause as? any DiagnosedError)?.diagnostics ?? [.error("interrupted", "interrupted")]
        return notes + own
    }

    /// That of the cause.
    package var exitStatus: ExitStatus { (cause as? any DiagnosedError)?.exitStatus ?? .interrupted }
}
