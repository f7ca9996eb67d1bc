package import Host
package import Model
package import SystemPackage

/// Runs programs with another temporary directory.
package struct TemporaryDirectoryRunner: ProcessRunner {
    private let processes: any ProcessRunner
    private let directory: @Sendable (Command) -> FilePath?

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - processes: what runs the programs.
    ///   - directory: the directory for a command, or `nil` for the default.
    package init(_ processes: any ProcessRunner, directory: @escaping @Sendable (Command) -> FilePath?) {
        self.processes = processes
        self.directory = directory
    }

    /// Runs a program and returns its output.
    package func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        try await processes.collect(changed(command), limit: limit)
    }

    /// Runs a program and passes on its lines as it prints them.
    package func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd {
        try await processes.stream(changed(command), onLine: onLine)
    }

    /// Finds a program.
    package func locate(_ name: String) -> FilePath? { processes.locate(name) }

    private func changed(_ command: Command) -> Command {
        guard let directory = directory(command) else { return command }
        var command = command
        command.environment["TMPDIR"] = directory.string
        return command
    }
}
