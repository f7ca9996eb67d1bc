package import SystemPackage

/// The world as the rest of the program sees it; tests replace its parts.
///
/// Nothing outside this module reads the process environment, starts a process, asks for the time or touches a
/// terminal.
package struct Host: Sendable {
    /// The environment variables the program was started with.
    package var environment: [String: String]
    /// The directory that relative paths of the user start from; absolute.
    package var workingDirectory: FilePath
    /// How many processors the program may use.
    package var processorCount: Int
    /// Files and directories.
    package var files: any FileSystem
    /// Other programs.
    package var processes: any ProcessRunner
    /// Programs that run beside this one.
    package var launcher: any ProgramLauncher
    /// What other programs have open at their exit.
    package var exits: any ExitWatcher
    /// This program's own file, where it can be started again to prepare another program.
    package var ownProgram: FilePath?
    /// The time.
    package var clock: any HostClock
    /// Standard output: the result and nothing else.
    package var standardOutput: any TextSink
    /// Standard error: progress, prose and diagnostics.
    package var standardError: any TextSink

    /// Creates a host from its parts.
    package init(
        environment: [String: String],
        workingDirectory: FilePath,
        processorCount: Int,
        files: any FileSystem,
        processes: any ProcessRunner,
        launcher: any ProgramLauncher,
        exits: any ExitWatcher = NoExitWatcher(),
        ownProgram: FilePath?,
        clock: any HostClock,
        standardOutput: any TextSink,
        standardError: any TextSink
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.processorCount = processorCount
        self.files = files
        self.processes = processes
        self.launcher = launcher
        self.exits = exits
        self.ownProgram = ownProgram
        self.clock = clock
        self.standardOutput = standardOutput
        self.standardError = standardError
    }

    /// The absolute form of a path the user typed, without `.` and `..` resolved through links.
    package func absolute(_ path: FilePath) -> FilePath {
        path.isAbsolute ? path.lexicallyNormalized() : workingDirectory.pushing(path).lexicallyNormalized()
    }
}
