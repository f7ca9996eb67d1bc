import Console
import Host
import LocalEnvironment
import Model
import Rehearsal
import SystemPackage

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Rehearses functions, one after the other, and reports.
struct RehearseAction {
    let targets: [LocalFunction]
    let event: [UInt8]
    let invocations: Int
    let repetitions: Int
    let freeze: Duration?
    let dropIdle: [RelayVariable]
    /// The extension to simulate beside each function; by default, as the function is configured.
    let standIn: StandInChoice?
    let budget: Duration?
    let rules: RehearsalRules
    let layers: [FilePath]
    let isolation: IsolationPreference
    let report: FilePath?

    func run(on host: Host, console: CommandConsole) async throws -> CommandResult {
        var rehearsals: [Rehearsal] = []
        for target in targets {
            let request = request(target, on: host)
            try host.claim(request.plan.workDirectory)
            rehearsals.append(
                try await Rehearser(host: host).rehearse(request) { show($0, of: target, on: console) })
        }
        if let report { try write(rehearsals, to: report, on: host) }
        return result(of: rehearsals, on: host, console: console)
    }

    private func result(of rehearsals: [Rehearsal], on host: Host, console: CommandConsole) -> CommandResult {
        let texts = rehearsals.map {
            RehearsalText($0, traits: console.outputTraits, styles: console.outputStyles).rendered
        }
        let found = zip(targets, rehearsals).map { target, rehearsal in
            rehearsal.diagnostics + ownDiagnostics(target, rehearsal)
        }
        let status: ExitStatus = rehearsals.allSatisfy(\.passes) ? .success : .unsatisfied
        let ending = ending(of: rehearsals, on: host)
        let payloads = zip(rehearsals, found).map { rehearsal, diagnostics in
            RehearsalPayload(rehearsal, report: report?.string, diagnostics: diagnostics)
        }
        if let payload = payloads.first, payloads.count == 1 {
            return CommandResult(
                status: status, text: texts.joined() + ending, payload: payload, diagnostics: payload.diagnostics)
        }
        let diagnostics = zip(targets, found).flatMap { target, diagnostics in
            diagnostics.map { $0.naming(target.name) }
        }
        let summary = RehearsalSummaryText(rehearsals, traits: console.outputTraits, styles: console.outputStyles)
        return CommandResult(
            status: status, text: (texts + [summary.rendered]).joined(separator: "\n") + ending,
            payload: RehearsalsPayload(
                verdict: rehearsals.map(\.verdict).max() ?? .crashed, passed: status == .success, functions: payloads,
                report: report?.string, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    /// The path of the report, and the next step if every function passed.
    private func ending(of rehearsals: [Rehearsal], on host: Host) -> String {
        var lines: [String] = []
        if let report { lines.append("Report: \(printable(report.shown(from: host.workingDirectory)))") }
        if rehearsals.allSatisfy(\.passes), targets.allSatisfy(\.isOfPackage) {
            lines.append("Next: \(NextStep.terraform(hasRegions: targets.allSatisfy(\.hasRegion)))")
        }
        return lines.isEmpty ? "" : "\n" + lines.map { $0 + "\n" }.joined()
    }

    func request(_ target: LocalFunction, on host: Host) -> RehearsalRequest {
        let standIn = standIn(for: target)
        let subject = RehearsalSubject(
            function: target.name, code: target.code.shown(from: host.workingDirectory),
            architecture: target.architecture, memory: target.memory,
            standIn: standIn?.rawValue ?? "none", invocations: invocations, freeze: freeze, isSwift: target.isSwift)
        let plan = target.plan(
            standIn: standIn, layers: layers, isolation: isolation,
            workDirectory: host.temporaryDirectory(for: "rehearsal"))
        return RehearsalRequest(
            plan: plan, subject: subject, event: event, repetitions: repetitions, budget: budget, dropIdle: dropIdle,
            rules: rules)
    }

    private func standIn(for target: LocalFunction) -> StandInExtension? {
        (standIn ?? (target.hasInsights ? .insights : .none)).extension
    }

    private func show(_ progress: RehearsalProgress, of target: LocalFunction, on console: CommandConsole) {
        // Of many repetitions, about twenty are shown.
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

    /// Diagnostics about the function's settings rather than its run.
    private func ownDiagnostics(_ target: LocalFunction, _ rehearsal: Rehearsal) -> [Diagnostic] {
        guard standIn(for: target) == nil, layers.isEmpty, !target.otherLayers.isEmpty,
            rehearsal.verdict == .neverAsked
        else { return [] }
        return [
            Diagnostic(
                .note, "rehearsal.unknown-layers", "the function's other layers were not rehearsed",
                explanation: "One of them may contain an extension: " + target.otherLayers.joined(separator: ", ")
                    + ".",
                hints: ["download the layer, and rehearse with it: --layer <path>"])
        ]
    }

    private func write(_ rehearsals: [Rehearsal], to path: FilePath, on host: Host) throws {
        let time = Date(timeIntervalSince1970: host.clock.secondsSince1970.rounded(.down))
        let page = RehearsalPage(
            rehearsals, generator: "swiftlambda \(SwiftLambda.version)", date: time.formatted(.iso8601))
        try host.files.makeDirectory(path.removingLastComponent())
        try host.files.write(Array(page.rendered.utf8), to: path, permissions: .readableByAll)
    }
}

extension Diagnostic {
    /// The diagnostic with the function's name in front, unless it already begins with it.
    fileprivate func naming(_ function: String) -> Diagnostic {
        guard !summary.hasPrefix("\(function) ") else { return self }
        var named = self
        named.summary = "\(function): \(summary)"
        return named
    }
}
