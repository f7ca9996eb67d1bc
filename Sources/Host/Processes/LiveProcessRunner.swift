import LibC
package import Model
import Subprocess
package import SystemPackage

/// Runs programs of this machine, never through a shell.
///
/// Each child leads its own session. So Ctrl-C in the terminal reaches only this program, which then ends the
/// child once; no program can wait for a password prompt; and the child's own children can be found and
/// ended with it, even orphaned ones.
package struct LiveProcessRunner: ProcessRunner {
    private let searchPath: [FilePath]
    private let workingDirectory: FilePath
    private let gracePeriod: Duration

    /// Creates a runner.
    ///
    /// - Parameters:
    ///   - environment: the variables with the `PATH` for lookups.
    ///   - workingDirectory: the directory for relative paths; absolute.
    ///   - gracePeriod: how long cancelled processes may take to end between SIGTERM and SIGKILL.
    package init(
        environment: [String: String],
        workingDirectory: FilePath,
        gracePeriod: Duration = .seconds(10)
    ) {
        // Like Subprocess, and unlike a shell, this ignores relative directories in PATH.
        searchPath = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
            .map { FilePath(String($0)) }
            .filter(\.isAbsolute)
        self.workingDirectory = workingDirectory
        self.gracePeriod = gracePeriod
    }

    /// The absolute path of a program in `PATH`.
    package func locate(_ name: String) -> FilePath? {
        guard !name.isEmpty, !name.utf8.contains(UInt8(ascii: "/")) else { return nil }
        return searchPath.lazy.map { $0.appending(name) }.first(where: isProgram)
    }

    /// Runs a command and collects what it writes.
    ///
    /// A relative executable path with a `/` is relative to the command's working directory.
    package func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        let (end, (output, error)) = try await run(command, error: .sequence) { execution in
            async let output = Self.collect(execution.standardOutput, of: command, limit: limit)
            async let error = Self.collect(execution.standardError, of: command, limit: limit)
            return try await (output, error)
        }
        return ProcessResult(end: end, output: output, error: error)
    }

    /// Runs a command and passes on its lines, standard output and standard error merged as the child wrote them.
    ///
    /// Both go through one pipe. Invalid UTF-8 is repaired, CR LF is one line ending, and a lone CR drops the text
    /// before it in its line.
    package func stream(
        _ command: Command,
        onLine: @escaping @Sendable (String) -> Void
    ) async throws -> ProcessEnd {
        guard case .interrupt(let patience) = command.cancellation else {
            return try await read(command, onLine: onLine) { _ in }
        }
        return try await InterruptibleRun(patience: patience).perform { onStart in
            try await read(command, onLine: onLine, onStart: onStart)
        }
    }

    /// - Parameter onStart: gets the child's identifier before its output.
    private func read(
        _ command: Command,
        onLine: @escaping @Sendable (String) -> Void,
        onStart: @Sendable (pid_t) -> Void
    ) async throws -> ProcessEnd {
        let (end, _) = try await run(command, error: .combinedWithOutput) { execution in
            onStart(execution.processIdentifier.value)
            var splitter = LineSplitter()
            for try await buffer in execution.standardOutput {
                buffer.withUnsafeBytes { splitter.append($0, onLine: onLine) }
            }
            splitter.finish(onLine: onLine)
        }
        return end
    }

    private static func collect(
        _ output: SubprocessOutputSequence,
        of command: Command,
        limit: Int
    ) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await buffer in output {
            guard bytes.count + buffer.count <= limit else {
                throw ProcessError.tooMuchOutput(executable: command.executable, limit: limit)
            }
            buffer.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func run<ErrorOutput: ErrorOutputProtocol, Value: Sendable>(
        _ command: Command,
        error: ErrorOutput,
        reading: (Execution<NoInput, SequenceOutput, ErrorOutput>) async throws -> Value
    ) async throws -> (ProcessEnd, Value) {
        try Task.checkCancellation()
        var session: ProcessSession?
        defer { session?.leave() }
        do {
            let result = try await Subprocess.run(
                configuration(for: command), input: .none, output: .sequence, error: error
            ) { execution in
                session = .begin(leader: execution.processIdentifier.value)
                return try await reading(execution)
            }
            try Task.checkCancellation()
            return (ProcessEnd(result.terminationStatus), result.closureResult)
        } catch {
            if let session {
                // In a separate task, because this one may be cancelled and can't wait.
                try await Task { try await session.end(gracePeriod: gracePeriod) }.value
            }
            try Task.checkCancellation()
            throw ProcessError(error, command: command) ?? error
        }
    }

    private func configuration(for command: Command) throws -> Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: gracePeriod)
        ]
        let changes = command.environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return Configuration(
            executable: .path(try program(of: command)),
            arguments: Arguments(command.arguments),
            environment: .inherit.updating(Dictionary(uniqueKeysWithValues: changes)),
            workingDirectory: directory(of: command),
            platformOptions: options
        )
    }

    private func directory(of command: Command) -> FilePath {
        command.workingDirectory.map(workingDirectory.pushing) ?? workingDirectory
    }

    /// The program's path: a name is looked up, and a relative path is relative to the command's working directory.
    private func program(of command: Command) throws(ProcessError) -> FilePath {
        guard command.executable.utf8.contains(UInt8(ascii: "/")) else {
            guard let path = locate(command.executable) else { throw .notFound(executable: command.executable) }
            return path
        }
        let path = directory(of: command).pushing(FilePath(command.executable))
        do throws(Errno) {
            _ = try retryingInterrupts { path.withPlatformString { access($0, X_OK) } }
            return path
        } catch .noSuchFileOrDirectory, .notDirectory {
            throw .notFound(executable: command.executable)
        } catch {
            throw .notStarted(executable: command.executable, reason: String(describing: error))
        }
    }

    private func isProgram(_ path: FilePath) -> Bool {
        guard let status = try? systemStatus(of: path, followingLinks: true) else { return false }
        return status.st_mode & S_IFMT == S_IFREG && path.withPlatformString { access($0, X_OK) == 0 }
    }
}

extension ProcessEnd {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .exited(code)
        case .signaled(let signal): self = .signalled(signal)
        }
    }
}

extension ProcessError {
    /// The error for a failed Subprocess call, or `nil` for other errors.
    init?(_ error: any Error, command: Command) {
        guard let error = error as? SubprocessError else { return nil }
        var reason = error.underlyingError.map(String.init(describing:)) ?? String(describing: error)
        if error.code == .failedToChangeWorkingDirectory, let directory = command.workingDirectory {
            reason = "cannot enter '\(directory)': \(reason)"
        }
        self = .notStarted(executable: command.executable, reason: reason)
    }
}
