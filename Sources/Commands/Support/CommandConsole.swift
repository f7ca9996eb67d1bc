import Console
import Host
import Model
import Project

/// Where a command shows progress, its result and its diagnostics.
struct CommandConsole: Sendable {
    let format: OutputFormat
    let outputTraits: TerminalTraits
    let outputStyles: StyleSheet
    private let host: Host
    private let renderer: DiagnosticRenderer
    private let progress: ProgressReporter

    init(format: OutputFormat, progress mode: ProgressMode, host: Host) {
        self.format = format
        self.host = host
        let output = host.standardOutput
        outputTraits = TerminalTraits(
            isTerminal: output.isTerminal, columns: output.columns, environment: host.environment)
        outputStyles = StyleSheet(isColored: outputTraits.allowsColor)
        let error = host.standardError
        let traits = TerminalTraits(
            isTerminal: error.isTerminal, columns: error.columns, environment: host.environment)
        renderer = DiagnosticRenderer(
            styles: StyleSheet(isColored: traits.allowsColor), columns: traits.columns)
        let clock = host.clock
        progress = ProgressReporter(
            ProgressRenderer(mode: mode, traits: traits), now: { clock.monotonic },
            // Progress that cannot be written must not stop the work.
            write: { try? error.write($0) })
    }

    /// Reads format and progress from the options or `SWIFTLAMBDA_FORMAT` and `SWIFTLAMBDA_PROGRESS`.
    init(_ options: CommonOptions, host: Host) throws {
        let format = try Setting.format.resolve(flag: options.format, in: host.environment) ?? .text
        let progress = try Setting.progress.resolve(flag: options.progress, in: host.environment) ?? .auto
        self.init(format: format, progress: progress, host: host)
    }

    /// Begins a stage of the work, or of one of several parallel tracks.
    func begin(_ title: String, on track: String = "") { progress.begin(title, on: track) }

    /// Shows a detail of the current stage.
    func update(_ detail: String, on track: String = "") { progress.update(detail, on: track) }

    /// Keeps progress moving while the work itself reports nothing.
    func keepingAlive<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        let ticking = Task { [progress] in
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(1))
                progress.tick()
            }
        }
        defer { ticking.cancel() }
        return try await work()
    }

    /// Ends one of several parallel tracks.
    func end(_ track: String) { progress.end(track) }

    /// Prints text for people, which stays on standard error.
    func note(_ text: String) { progress.interject(text) }

    /// Prints diagnostics during the work.
    func tell(_ diagnostics: [Diagnostic]) { progress.interject(renderer.rendered(diagnostics)) }

    /// Clears live progress.
    func finish() { progress.finish() }

    /// Prints a result: the result itself to standard output, then its diagnostics to standard error, where they are
    /// read last.
    func show(_ result: CommandResult) throws -> ExitStatus {
        let text = format == .text ? result.text : try jsonResult(result.payload)
        // A reader of the result that is gone does not take the diagnostics along.
        let written = Result { try host.standardOutput.write(text) }
        let areTogether = host.standardOutput.isTerminal && host.standardError.isTerminal
        if areTogether, !text.isEmpty, !result.diagnostics.isEmpty { try host.standardError.write("\n") }
        try host.standardError.write(renderer.rendered(result.diagnostics))
        try written.get()
        return result.status
    }

    /// Reports why a command failed.
    func report(_ error: any Error) -> ExitStatus {
        let (diagnostics, status) = Self.diagnosis(of: error)
        do {
            try host.standardError.write(renderer.rendered(diagnostics))
            if format == .json {
                try host.standardOutput.write(try jsonResult(DiagnosticList(diagnostics)))
            }
        } catch {
            // Nothing can be written any more; the exit status still reports the failure.
            return status
        }
        return status
    }

    private static func diagnosis(of error: any Error) -> ([Diagnostic], ExitStatus) {
        switch error {
        case let error as any DiagnosedError: (error.diagnostics, error.exitStatus)
        case is CancellationError: ([.error("interrupted", "interrupted")], .interrupted)
        default:
            (
                [
                    .error(
                        "internal", "internal error: \(error)",
                        explanation: "This is a bug in swiftlambda.")
                ], .internalFault
            )
        }
    }
}
