package import SystemPackage

/// The program's access to the outside world; tests replace its parts.
///
/// Nothing outside this module reads the process environment, starts a process, reads the clock or touches a
/// terminal.
package struct Host: Sendable {
    /// The program's environment variables.
    package var environment: [String: String]
    /// The directory for the user's relative paths; absolute.
    package var workingDirectory: FilePath
    /// The number of processors that the program may use.
    package var processorCount: Int
    /// Files and directories.
    package var files: any FileSystem
    /// Other programs.
    package var processes: any ProcessRunner
    /// Programs that run concurrently with this one.
    package var launcher: any ProgramLauncher
    /// Observes the open descriptors of other programs at their exit.
    package var exits: any ExitWatcher
    /// This program's own file, if it can be started again to prepare another program.
    package var ownProgram: FilePath?
    /// The time.
    package var clock: any HostClock
    /// Standard output: only the result.
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

    /// The absolute form of a path that the user typed, without `.` and `..` resolved through links.
    package func absolute(_ path: FilePath) -> FilePath {
        path.isAbsolute ? path.lexicallyNormalized() : workingDirectory.pushing(path).lexicallyNormalized()
    }
}
