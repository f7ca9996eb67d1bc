import Console
import Host
import Model
import Releasing

/// Moves aliases back in the places of a project.
struct RollbackAction {
    let release: ReleaseProject
    let names: [String]
    let isSelection: Bool
    let wanted: Int?
    let host: Host
    let console: CommandConsole

    private struct Payload: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            var stage: String?
            var region: String
            var functions: [RecordedFunction]
            var deployment: String
        }
        var places: [Place]
        var diagnostics: [Diagnostic]
    }

    func run() async throws -> CommandResult {
        let store = try release.store
        let aws = try await AWSCommandLine.find(on: host, region: nil)
        let standings = try await release.standings(aws)
        var rollbacks: [(target: ReleaseTarget, rollback: Rollback, steps: [Rollback.Step])] = []
        for (target, standing) in zip(release.targets, standings) {
            console.begin("Reading the versions (\(target.words))")
            let rollback = Rollback(in: target, standing: standing, store: store, aws: aws, host: host)
            let steps = try await rollback.steps(of: names, isSelection: isSelection, wanted: wanted)
            rollbacks.append((target, rollback, steps))
        }
        var lines: [String] = []
        var places: [Payload.Place] = []
        for (target, rollback, steps) in rollbacks {
            let narrator = ReleaseNarrator(console: console, place: target.words)
            let record = try await rollback.perform(steps, observer: narrator.show)
            let moved = record.functions.filter { !$0.steps.isEmpty }
            lines.append("\(target.words): rolled back")
            lines += moved.map { function in
                let before = function.aliasBefore.map { " (before: \($0.words))" } ?? ""
                return "  \(function.name), \(function.aliasAfter.map { "\($0.name): \($0.words)" } ?? "")\(before)"
            }
            places.append(
                Payload.Place(
                    stage: target.place.stage, region: target.region.name, functions: moved, deployment: record.id))
        }
        let notes = unrecorded(rollbacks.flatMap(\.steps))
        return CommandResult(
            text: lines.map { printable($0) + "\n" }.joined(), payload: Payload(places: places, diagnostics: notes),
            diagnostics: notes)
    }

    /// What was chosen without a record that says that it has served.
    private func unrecorded(_ steps: [Rollback.Step]) -> [Diagnostic] {
        let names = steps.filter { !$0.choice.isRecorded && wanted == nil }.map(\.function.name)
        guard !names.isEmpty else { return [] }
        return [
            .warning(
                "rollback.unrecorded",
                "\(names.joined(separator: ", ")): the version was chosen by its number",
                explanation: "No record says which version served before.",
                hints: ["swiftlambda versions" + (release.targets.first?.stageOption ?? "")])
        ]
    }
}
