import Console
import Host
import Model
import Releasing

/// Prints the lines of a function, those that exist or those that come.
struct LogsAction {
    private struct Payload: Encodable, Sendable {
        var diagnostics: [Diagnostic]
        var function: String
        var hasMore: Bool
        var lines: [LogText.Payload]
        var logGroup: String
        var region: String
        var stage: String?
    }

    let logs: FunctionLogs
    /// The function's own name.
    let function: String
    let target: ReleaseTarget
    let start: LogStart
    let host: Host
    let console: CommandConsole

    /// Prints.
    func run(isFollowing: Bool) async throws -> CommandResult {
        try await logs.checkAccount()
        let begin = start.milliseconds(now: host.clock.secondsSince1970)
        return isFollowing ? try await follow(from: begin) : try await search(from: begin)
    }

    private func search(from begin: Int) async throws -> CommandResult {
        let text = LogText(styles: console.outputStyles)
        var lines: [LogText.Payload] = []
        var count = 0
        let end = try await logs.search(from: begin) { events in
            count += events.count
            switch console.format {
            case .text: try host.standardOutput.write(events.map(text.text).joined())
            case .json: lines += events.map(LogText.payload)
            }
        }
        let diagnostics = diagnostics(of: end, count: count)
        return CommandResult(
            text: "",
            payload: Payload(
                diagnostics: diagnostics, function: function, hasMore: end == .more, lines: lines,
                logGroup: logs.group, region: target.region.name, stage: target.place.stage),
            diagnostics: diagnostics)
    }

    private func diagnostics(of end: FunctionLogs.End, count: Int) -> [Diagnostic] {
        let invocation = "swiftlambda invoke \(function) --remote\(target.stageOption)"
        switch end {
        case .noGroup: return [noGroup(hints: ["run it once: \(invocation)"])]
        case .more:
            return [
                Diagnostic(
                    .note, "log.more-lines", "there are more lines; these are the oldest",
                    hints: ["choose a later begin with --since, or lines with --filter"])
            ]
        case .complete where count == 0:
            return [
                Diagnostic(
                    .note, "log.no-lines", "'\(logs.group)' has no such lines since then",
                    hints: ["look further back: --since 1d", "run the function: \(invocation)"])
            ]
        case .complete: return []
        }
    }

    private func noGroup(hints: [String]) -> Diagnostic {
        Diagnostic(
            .note, "log.no-group", "the log group '\(logs.group)' does not exist in \(target.region.name)",
            explanation: "The function has not run there yet, or it is not deployed.", hints: hints)
    }

    private func follow(from begin: Int) async throws -> CommandResult {
        let text = LogText(styles: console.outputStyles)
        try await logs.follow(from: begin) { event in
            switch event {
            case .lines(let events):
                let lines = console.format == .text ? events.map(text.text) : try events.map(LogText.jsonLine)
                try host.standardOutput.write(lines.joined())
            case .waiting:
                console.tell([noGroup(hints: ["leave this running: the lines appear when the function has run"])])
            case .disturbed(let diagnostics):
                console.tell(diagnostics.map(Self.warning))
            }
        }
        // Only an interruption ends it, and its signal is the status.
        return CommandResult(text: "", payload: [String: String]())
    }

    /// An error that does not end the command.
    private static func warning(_ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        diagnostic.severity = .warning
        return diagnostic
    }
}
