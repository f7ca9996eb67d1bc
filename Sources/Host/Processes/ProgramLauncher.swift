/// The signals that are sent to a launched program.
package enum ProgramSignal: Sendable, Hashable {
    /// SIGTERM: end, and clean up first.
    case terminate
    /// SIGKILL: end at once.
    case kill
    /// SIGSTOP: stand still.
    case stop
    /// SIGCONT: go on.
    case proceed
}

/// Starts programs that run beside this one.
package protocol ProgramLauncher: Sendable {
    /// Starts a program with empty standard input.
    ///
    /// What remains of its process group when it ends is killed; with a supervisor, all that it started.
    ///
    /// - Parameters:
    ///   - hasRoom: whether more output is wanted now; while it is not, a program that goes on writing has to wait.
    ///   - onEvent: called from a thread of the program's own, one call at a time.
    /// - Throws: `ProcessError` where it cannot be started at all.
    func launch(
        _ program: ProgramLaunch, hasRoom: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram
    /// Kills every process that was given an environment variable with a value, whatever group it is in.
    func killStrays(withVariable name: String, value: String)
}
