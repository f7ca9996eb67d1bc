/// An error with diagnostics for the user and an exit status.
package protocol DiagnosedError: Error {
    /// The diagnostics; at least one of severity `error`.
    var diagnostics: [Diagnostic] { get }
    /// The exit status of the process.
    var exitStatus: ExitStatus { get }
}
