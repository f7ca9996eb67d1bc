import ArgumentParser
import Console
import Host
import Model

/// A command that does its work through a host and answers with a result.
protocol HostedCommand: ParsableCommand, Sendable {
    /// The options every command has.
    var common: CommonOptions { get }

    /// Whether the command goes on until a signal ends it, which is then no error.
    static var runsUntilInterrupted: Bool { get }

    /// How long the work may take to end after a signal, beside its children.
    var interruptionLimit: Duration { get }

    /// Whether the work needs the directory for temporary files.
    static var needsTemporaryFiles: Bool { get }

    /// Does the work.
    ///
    /// - Throws: `DiagnosedError` for what the user should be told; `CancellationError` when interrupted.
    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult
}

/// What a command answers with.
struct CommandResult: Sendable {
    /// The status to end with.
    var status: ExitStatus
    /// The result for people.
    var text: String
    /// The result for programs; encodes as an object, its diagnostics included.
    var payload: any Encodable & Sendable
    /// What to tell on standard error.
    var diagnostics: [Diagnostic]

    init(
        status: ExitStatus = .success,
        text: String,
        payload: any Encodable & Sendable,
        diagnostics: [Diagnostic] = []
    ) {
        self.status = status
        self.text = text
        self.payload = payload
        self.diagnostics = diagnostics
    }
}

extension HostedCommand {
    /// Most commands are done at some time.
    static var runsUntilInterrupted: Bool { false }

    /// Compilers and functions do.
    static var needsTemporaryFiles: Bool { true }

    /// Two seconds.
    var interruptionLimit: Duration { .seconds(2) }

    /// Runs the command, prints what it has to say, and gives the status to end with.
    func perform(on host: Host) async -> ExitStatus {
        let console: CommandConsole
        do {
            console = try CommandConsole(common, host: host)
        } catch {
            return CommandConsole(format: .text, progress: .none, host: host).report(error)
        }
        do {
            if Self.needsTemporaryFiles { try host.checkTemporaryDirectory() }
            let result = try await withInterruption(limit: interruptionLimit) {
                try await execute(on: host, console: console)
            }
            console.finish()
            return try console.show(result)
        } catch {
            // Standard error may be what the work was stuck at.
            let interruption = error as? Interruption
            interruption?.endProcess(after: .milliseconds(500))
            console.finish()
            if let interruption, Self.runsUntilInterrupted { return interruption.exitStatus }
            if Self.needsTemporaryFiles, interruption == nil, let cause = host.lackOfTemporaryRoom() {
                return console.report(cause)
            }
            return console.report(error)
        }
    }
}

/// A command that only computes: it waits for nothing, so that it needs neither threads nor a watch for signals, which are
/// a tenth of the time of such a command.
protocol ImmediateCommand: ParsableCommand {
    /// The options every command has.
    var common: CommonOptions { get }

    /// Does the work.
    ///
    /// - Throws: `DiagnosedError` for what the user should be told.
    func execute(on host: Host, console: CommandConsole) throws -> CommandResult
}

extension ImmediateCommand {
    /// Runs the command, prints what it has to say, and gives the status to end with.
    func perform(on host: Host) -> ExitStatus {
        var console = CommandConsole(format: .text, progress: .none, host: host)
        do {
            console = try CommandConsole(common, host: host)
            return try console.show(try execute(on: host, console: console))
        } catch {
            return console.report(error)
        }
    }
}
