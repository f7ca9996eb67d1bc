package import Host
package import Model
import Synchronization
package import SystemPackage
import Testing

/// Answers commands from a script, records them, and fails the test at any other.
package final class ScriptedProcessRunner: ProcessRunner {
    /// What happens when a command is run.
    package typealias Reply = @Sendable (Command) throws -> ProcessResult

    private struct Answer {
        var executable: String
        var arguments: [String]
        var reply: Reply
    }

    private struct State {
        var answers: [Answer] = []
        var commands: [Command] = []
    }

    private let state = Mutex(State())

    /// Creates a runner that knows no command yet.
    package init() {}

    /// The commands that were run, in order.
    package var commands: [Command] { state.withLock { $0.commands } }

    /// Answers commands by what a closure returns, which may also make the files that the program would have made.
    ///
    /// - Parameters:
    ///   - executable: the program's name, with or without its directory.
    ///   - arguments: what the arguments begin with; of several answers that match, the last added counts.
    ///   - reply: called at each such command.
    package func answer(_ executable: String, _ arguments: [String] = [], reply: @escaping Reply) {
        state.withLock {
            $0.answers.append(Answer(executable: executable, arguments: arguments, reply: reply))
        }
    }

    /// Answers commands with fixed output.
    package func answer(
        _ executable: String,
        _ arguments: [String] = [],
        output: String = "",
        error: String = "",
        status: Int32 = 0
    ) {
        let result = ProcessResult(end: .exited(status), output: Array(output.utf8), error: Array(error.utf8))
        answer(executable, arguments) { _ in result }
    }

    /// Runs the script's answer.
    package func collect(_ command: Command, limit: Int) async throws -> ProcessResult {
        try Task.checkCancellation()
        let result = try reply(to: command)
        guard max(result.output.count, result.error.count) <= limit else {
            throw ProcessError.tooMuchOutput(executable: command.executable, limit: limit)
        }
        return result
    }

    /// Runs the script's answer; its standard output comes before its standard error.
    package func stream(
        _ command: Command,
        onLine: @escaping @Sendable (String) -> Void
    ) async throws -> ProcessEnd {
        try Task.checkCancellation()
        let result = try reply(to: command)
        for text in [result.output, result.error] {
            var lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            for line in lines { onLine(String(line)) }
        }
        return result.end
    }

    /// A path in `/usr/bin` for each program that the script answers for.
    package func locate(_ name: String) -> FilePath? {
        let isKnown = state.withLock { state in state.answers.contains { Self.name(of: $0.executable) == name } }
        return isKnown ? FilePath("/usr/bin").appending(name) : nil
    }

    private func reply(to command: Command) throws -> ProcessResult {
        let reply = state.withLock { state -> Reply? in
            state.commands.append(command)
            return state.answers.last { answer in
                let isSame =
                    answer.executable == command.executable
                    || answer.executable == Self.name(of: command.executable)
                return isSame && command.arguments.starts(with: answer.arguments)
            }?.reply
        }
        guard let reply else {
            Issue.record("unexpected command: \(command.executable) \(command.arguments)")
            throw ProcessError.notFound(executable: command.executable)
        }
        return try reply(command)
    }

    private static func name(of executable: String) -> String {
        executable.split(separator: "/").last.map(String.init) ?? executable
    }
}
