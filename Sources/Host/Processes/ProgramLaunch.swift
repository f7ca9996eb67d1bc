package import SystemPackage

/// A program to start, with exactly the given environment.
package struct ProgramLaunch: Sendable, Hashable {
    /// The program's path; absolute.
    package var executable: FilePath
    /// Its arguments, without the program's own name.
    package var arguments: [String]
    /// All its environment variables.
    package var environment: [String: String]
    /// Its working directory.
    package var workingDirectory: FilePath
    /// Whether the program is a supervisor: it prepares and starts the actual program, and communicates as
    /// ``SupervisorReport`` and ``SupervisorDescriptor`` describe.
    package var isSupervisor: Bool

    /// Creates a launch.
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
