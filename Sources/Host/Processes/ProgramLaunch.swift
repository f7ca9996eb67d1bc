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
