package import Model
package import SystemPackage

/// An external program to run, as a value whose arguments tests can look at without running it.
package struct Command: Sendable, Hashable {
    /// The program: a path, or a name to look up in `PATH`.
    package var executable: String
    /// Its arguments, without the program's own name.
    package var arguments: [String]
    /// Where it runs; `nil` is where this program runs.
    package var workingDirectory: FilePath?
    /// Environment variables changed for it; `nil` removes one.
    package var environment: [String: String?]

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

/// What a process wrote, and how it ended.
package struct ProcessResult: Sendable, Hashable {
    /// How it ended.
    package var end: ProcessEnd
    /// What it wrote to standard output, where that was collected.
    package var output: [UInt8]
    /// What it wrote to standard error, where that was collected.
    package var error: [UInt8]

    /// Creates a result.
    package init(end: ProcessEnd, output: [UInt8] = [], error: [UInt8] = []) {
        self.end = end
        self.output = output
        self.error = error
    }
}

/// Runs other programs.
///
/// Standard input is always empty. When the calling task is cancelled the child gets SIGTERM, after ten seconds
/// SIGKILL, and is waited for; the call then throws `CancellationError`.
package protocol ProcessRunner: Sendable {
    /// Runs a command and collects what it writes.
    ///
    /// - Parameter limit: the most bytes collected from each stream.
    /// - Throws: `ProcessError` where it cannot be started or writes too much; `CancellationError`.
    func collect(_ command: Command, limit: Int) async throws -> ProcessResult
    /// Runs a command and hands over each line of its standard output and standard error, in the order they come.
    ///
    /// - Throws: `ProcessError` where it cannot be started; `CancellationError`.
    func stream(_ command: Command, onLine: @escaping @Sendable (String) -> Void) async throws -> ProcessEnd
    /// The absolute path of a program that `PATH` offers.
    func locate(_ name: String) -> FilePath?
}

/// A program could not be run.
package enum ProcessError: DiagnosedError, Hashable {
    /// There is no such program in `PATH` or at the path.
    case notFound(executable: String)
    /// The system refused to start it.
    case notStarted(executable: String, reason: String)
    /// It wrote more than it was allowed to.
    case tooMuchOutput(executable: String, limit: Int)

    /// One error that names the program.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .notFound(let executable):
            [
                .error(
                    "process.not-found", "'\(executable)' was not found", explanation: "It is not in PATH.",
                    hints: ["install '\(executable)', or add its directory to PATH"])
            ]
        case .notStarted(let executable, let reason):
            [.error("process.not-started", "'\(executable)' could not be started: \(reason)")]
        case .tooMuchOutput(let executable, let limit):
            [.error("process.too-much-output", "'\(executable)' wrote more than \(limit) bytes")]
        }
    }

    /// A program that is needed is missing or unusable: `EX_UNAVAILABLE`.
    package var exitStatus: ExitStatus { .unavailable }
}
