package import Model
package import SystemPackage

/// A program to start and let run, with exactly the environment given.
package struct ProgramLaunch: Sendable, Hashable {
    /// The program's path; absolute.
    package var executable: FilePath
    /// Its arguments, without the program's own name.
    package var arguments: [String]
    /// All its environment variables.
    package var environment: [String: String]
    /// Where it starts.
    package var workingDirectory: FilePath
    /// Whether the program is a supervisor: it prepares and starts the one that is meant, and speaks as
    /// ``SupervisorReport`` and ``SupervisorDescriptor`` say.
    package var isSupervisor: Bool

    /// Creates the description of a start.
    package init(
        _ executable: FilePath,
        _ arguments: [String] = [],
        environment: [String: String],
        workingDirectory: FilePath,
        isSupervisor: Bool = false
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.isSupervisor = isSupervisor
    }
}

/// What is heard of a program that was launched, in this order: `began` or `notStarted`, `output` now and then, `ended`.
package enum LaunchedProgramEvent: Sendable, Hashable {
    /// The program itself runs.
    case began(ContinuousClock.Instant)
    /// The program could not be prepared or started, for a reason in words; nothing else follows.
    case notStarted(String)
    /// It wrote something, which `takeOutput()` hands over.
    case output
    /// It ended; all that it wrote before is there to be taken.
    case ended(ProcessEnd, at: ContinuousClock.Instant)
}

/// A program that was launched, the leader of a process group of its own.
package protocol LaunchedProgram: Sendable {
    /// The number of the program's process; `nil` until a supervisor has started it.
    var processID: Int32? { get }
    /// Sends a signal to the program's whole process group; one that has ended gets none.
    func signal(_ signal: ProgramSignal)
    /// Takes what it wrote before this call to standard output and standard error, in the order it was written, and what
    /// was taken before not again.
    func takeOutput() -> [UInt8]
    /// Waits until neither the program nor anything that it started is there any more, once it has ended.
    func waitUntilGone() async
}

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
