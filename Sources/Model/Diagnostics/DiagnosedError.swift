/// An error that knows what to tell the user and with which status to end.
package protocol DiagnosedError: Error {
    /// What to tell the user; at least one of severity `error`.
    var diagnostics: [Diagnostic] { get }
    /// The status the process ends with.
    var exitStatus: ExitStatus { get }
}
