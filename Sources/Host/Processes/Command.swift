package import SystemPackage

/// An external program to run, as a value that tests can inspect without running it.
package struct Command: Sendable, Hashable {
    /// The program: a path, or a name to look up in `PATH`.
    package var executable: String
    /// Its arguments, without the program's own name.
    package var arguments: [String]
    /// Its working directory; `nil` means this program's.
    package var workingDirectory: FilePath?
    /// Environment variables changed for it; `nil` removes one.
    package var environment: [String: String?]
    /// How it is ended when the calling task is cancelled.
    package var cancellation = CommandCancellation.terminate

    /// Creates a command.
    package init(
        _ executable: String,
        _ arguments: [String],
        workingDirectory: FilePath? = nil,
        environment: [String: String?] = [:]
    ) {
        self.executable = executable
        self.arguments = arguments
        self.workingDirectory = workingDirectory
        self.environment = environment
    }
}
