public import SystemPackage

/// A program to start and let run, with exactly the environment given.
public struct ProgramLaunch: Sendable, Hashable {
    /// The program's path; absolute.
    public var executable: FilePath
    /// Its arguments, without the program's own name.
    public var arguments: [String]
    /// All its environment variables.
    public var environment: [String: String]
    /// Where it starts.
    public var workingDirectory: FilePath
    /// Whether the program prepares something and then becomes another; it tells a failure on descriptor 3, and that
    /// descriptor closes when the other program begins.
    public var isPreparation: Bool

    /// Creates the description of a start.
    public init(
        _ executable: FilePath,
        _ arguments: [String] = [],
        environment: [String: String],
        workingDirectory: FilePath,
        isPreparation: Bool = false
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.isPreparation = isPreparation
    }
}

/// What is heard of a program that was launched, in this order: `began` or `notStarted`, `output` as it comes, `ended`.
public enum LaunchedProgramEvent: Sendable, Hashable {
    /// The program itself runs.
    case began(ContinuousClock.Instant)
    /// The preparation failed, for a reason in words; nothing else follows.
    case notStarted(String)
    /// Bytes of its standard output and standard error, in the order they were written.
    case output([UInt8])
    /// It ended, and all that it wrote before was handed over.
    case ended(ProcessEnd, at: ContinuousClock.Instant)
}

/// A program that was launched, the leader of a session and process group of its own.
public protocol LaunchedProgram: Sendable {
    /// The process's number.
    var processID: Int32 { get }
    /// Sends a signal to the program's whole process group; one that has ended gets none.
    func signal(_ signal: ProgramSignal)
}

/// The signals that are sent to a launched program.
public enum ProgramSignal: Sendable, Hashable {
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
public protocol ProgramLauncher: Sendable {
    /// Starts a program with empty standard input.
    ///
    /// What remains of its process group when it ends is killed.
    ///
    /// - Parameter onEvent: called from a thread of the program's own, one call at a time.
    /// - Throws: `ProcessError` where it cannot be started at all.
    func launch(
        _ program: ProgramLaunch, onEvent: @escaping @Sendable (LaunchedProgramEvent) -> Void
    ) throws(ProcessError) -> any LaunchedProgram
    /// Kills every process that was given an environment variable with a value, whatever group it is in.
    func killStrays(withVariable name: String, value: String)
}
