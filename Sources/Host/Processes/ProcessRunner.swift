package import Model
package import SystemPackage

/// Runs other programs.
///
/// Standard input is always empty. When the calling task is cancelled the child gets SIGTERM, after ten seconds
/// SIGKILL, and is waited for; the call then throws `CancellationError`. A command may ask for another way to end.
package protocol ProcessRunner: Sendable {
    /// Runs a command and collects what it writes.
    ///
    /// - Parameter limit: the maximum number of bytes from each stream.
    /// - Throws: `ProcessError` if it can't be started or writes too much; `CancellationError`.
    func collect(_ command: Command, limit: Int) async throws -> ProcessResult
    /// Runs a command and passes on each line of its standard output and standard error, in order.
    ///
    /// - Throws: `ProcessError` if it can't be started; `CancellationError`.
    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd
    /// The absolute path of a program in `PATH`.
    func locate(_ name: String) -> FilePath?
}
