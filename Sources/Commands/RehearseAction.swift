import Console
import Host
import LocalLambda
import Model
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rehearses one function and reports.
struct RehearseAction {
    let target: LocalFunction
    let event: [UInt8]
    let invocations: Int
    let repetitions: Int
    let freeze: Duration?
    let dropIdle: [RelayVariable]
    let standIn: StandInExtension?
    let budget: Duration?
    let layers: [FilePath]
    let isolation: IsolationPreference
    let report: FilePath?

    func run(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let request = request(on: host)
        try host.claim(request.plan.workDirectory)
        let rehearsal = try await Rehearser(host: host).rehearse(request) { progress in
            show(progress, on: console)
        }
        if let report { try write(rehearsal, to: report, on: host) }
        let shown = report.map { $0.shown(from: host.workingDirectory) }
        let diagnostics = rehearsal.diagnostics + ownDiagnostics(rehearsal)
        return CommandResult(
            status: rehearsal.verdict == .graceful ? .success : .unsatisfied,
            text: RehearsalText(rehearsal, traits: console.outputTraits, styles: console.outputStyles).rendered
                + (shown.map { "\nReport: \(printable($0))\n" } ?? ""),
            payload: RehearsalPayload(rehearsal, report: report?.string, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    func request(on host: Host) -> RehearsalRequest {
        let subject = RehearsalSubject(
            function: target.name, code: target.code.shown(from: host.workingDirectory),
            architecture: target.architecture, memory: target.memory,
            standIn: standIn?.rawValue ?? "none", invocations: invocations, freeze: freeze)
        let plan = target.plan(
            standIn: standIn, layers: layers, isolation: isolation,
            workDirectory: host.temporaryDirectory(for: "rehearsal"))
        return RehearsalRequest(
            plan: plan, subject: subject, event: event, repetitions: repetitions, budget: budget, dropIdle: dropIdle)
    }

    private func show(_ progress: RehearsalProgress, on console: CommandConsole) {
        // Of a thousand repetitions some twenty are told.
        let stride = max(1, repetitions / 20)
        switch progress {
        case .began(let number, let total):
            guard number == 1 || (number - 1) % stride == 0 else { return }
            console.begin("Rehearsing \(target.name)" + (total > 1 ? ", \(number) of \(total)" : ""))
        case .ended(let run, _):
            let margin = run.margin.map { ", margin \($0.inMilliseconds)" } ?? ""
            console.update("\(run.number): \(run.verdict.rawValue)\(margin)")
        }
    }

    /// What is to be told of the function's settings rather than of its run.
    private func ownDiagnostics(_ rehearsal: Rehearsal) -> [Diagnostic] {
        guard standIn == nil, layers.isEmpty, !target.otherLayers.isEmpty, rehearsal.verdict == .neverAsked else {
            return []
        }
        return [
            Diagnostic(
                .note, "rehearsal.unknown-layers", "the function's other layers were not rehearsed",
                explanation: "One of them may hold an extension: " + target.otherLayers.joined(separator: ", ") + ".",
                hints: ["download it and give it with --layer, to rehearse with what it brings"])
        ]
    }

    private func write(_ rehearsal: Rehearsal, to path: FilePath, on host: Host) throws {
        let time = Date(timeIntervalSince1970: host.clock.secondsSince1970.rounded(.down))
        let page = RehearsalPage(
            rehearsal, generator: "swiftlambda \(SwiftLambda.version)", date: time.formatted(.iso8601))
        try host.files.makeDirectory(path.removingLastComponent())
        try host.files.write(Array(page.rendered.utf8), to: path, permissions: .readableByAll)
    }
}
