package import Host
import Model
package import SystemPackage

/// What a real program wrote, and how it ended.
package struct ToolResult: Sendable {
    /// Its exit status; 128 and the signal's number where a signal ended it, as a shell has it.
    package var status: Int32
    /// What it wrote to standard output.
    package var output: String
    /// What it wrote to standard error.
    package var error: String
}

/// A real program took too long.
package struct ToolTimeout: Error {
    /// The program and its arguments.
    package var command: Command
    /// How long it was given.
    package var limit: Duration
}

/// Runs a real program of this machine, for at most a time.
package func runTool(
    _ executable: String,
    _ arguments: [String] = [],
    in directory: FilePath? = nil,
    environment: [String: String?] = [:],
    timeLimit: Duration = .seconds(120)
) async throws -> ToolResult {
    let command = Command(executable, arguments, workingDirectory: directory, environment: ownChanges(environment))
    return try await withThrowingTaskGroup(of: ToolResult.self) { group in
        group.addTask {
            let result = try await liveProcesses().collect(command, limit: 1 << 28)
            let status: Int32
            switch result.end {
            case .exited(let code): status = code
            case .signalled(let signal): status = 128 + signal
            }
            return ToolResult(
                status: status,
                output: String(decoding: result.output, as: UTF8.self),
                error: String(decoding: result.error, as: UTF8.self)
            )
        }
        group.addTask {
            try await Task.sleep(for: timeLimit)
            throw ToolTimeout(command: command, limit: timeLimit)
        }
        defer { group.cancelAll() }
        guard let result = try await group.next() else { throw CancellationError() }
        return result
    }
}

/// A runner of real programs in the tests' own environment.
package func liveProcesses() throws -> LiveProcessRunner {
    LiveProcessRunner(environment: ownEnvironment, workingDirectory: try LiveFileSystem().realPath("."))
}
