import ArgumentParser
import Console
import Host
import Model

/// A command that works through a host and returns a result.
protocol HostedCommand: ParsableCommand, Sendable {
    /// The options every command has.
    var common: CommonOptions { get }

    /// Whether the command runs until a signal ends it, which is then not an error.
    static var runsUntilInterrupted: Bool { get }

    /// How long the work itself may take to end after a signal, apart from its children.
    var interruptionLimit: Duration { get }

    /// Whether the work needs the directory for temporary files.
    static var needsTemporaryFiles: Bool { get }

    /// Does the work.
    ///
    /// - Throws: `DiagnosedError` for errors to report; `CancellationError` when interrupted.
    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult
}

/// The result of a command.
struct CommandResult: Sendable {
    /// The status to end with.
    var status: ExitStatus
    /// The result for people.
    var text: String
    /// The result for programs; encodes as an object, its diagnostics included.
    var payload: any Encodable & Sendable
    /// The diagnostics for standard error.
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
    /// Most commands end by themselves.
    static var runsUntilInterrupted: Bool { false }

    /// Compilers and functions need it.
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
            // The work may have been blocked on standard error.
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

/// A command that only computes and never waits: without threads and signal handling it takes a tenth less time.
protocol ImmediateCommand: ParsableCommand {
    /// The options every command has.
    var common: CommonOptions { get }

    /// Does the work.
    ///
    /// - Throws: `DiagnosedError` for errors to report.
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
