/// The signals that are sent to a launched program.
package enum ProgramSignal: Sendable, Hashable {
    /// SIGTERM: clean up and end.
    case terminate
    /// SIGKILL: end at once.
    case kill
    /// SIGSTOP: pause.
    case stop
    /// SIGCONT: continue.
    case proceed
}

/// Starts programs that run concurrently with this one.
package protocol ProgramLauncher: Sendable {
    /// Starts a program with empty standard input.
    ///
    /// When it ends, the rest of its process group is killed; with a supervisor, everything that it started.
    ///
    /// - Parameters:
    ///   - hasRoom: whether more output is accepted now; otherwise a program that keeps writing has to wait.
    ///   - onEvent: called from the program's own thread, one call at a time.
    /// - Throws: `ProcessError` if it can't be started at all.
    func launch(
        _ program: ProgramLaunch, hasRoom: @escaping @Sendable () -> Bool,
        onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram
    /// Kills every process that has an environment variable with a given value, in any group.
    func killStrays(withVariable name: String, value: String)
}
