import Model
import Releasing

/// What a deployment or a promotion did or would do, in each of its places.
struct ReleaseReport {
    /// What happened in one place.
    struct Place {
        var target: ReleaseTarget
        var planned: PlannedDeployment
        /// `nil` if the plan was not applied.
        var outcome: DeploymentOutcome?
    }

    /// The places, in the order in which they came.
    var places: [Place] = []
    /// Whether only a plan was asked for.
    let isPlanOnly: Bool
    /// The command that applies the plan.
    let command: String
    /// What is to be said besides.
    var diagnostics: [Diagnostic] = []

    private struct Payload: Encodable, Sendable {
        struct Place: Encodable, Sendable {
            var stage: String?
            var region: String
            var hasChanges: Bool
            var applied: Bool
            var plan: PlanSummary
            var lines: [String]
            var functions: [RecordedFunction]
            var deployment: String?
        }
        var hasChanges: Bool
        var places: [Place]
        var diagnostics: [Diagnostic]
    }

    private var hasChanges: Bool { places.contains { $0.planned.hasChanges } }
    private var isWaiting: Bool { places.contains { $0.planned.hasChanges && $0.outcome == nil } }

    /// - Parameter width: how many columns a line has.
    func result(width: Int) -> CommandResult {
        CommandResult(
            status: isWaiting && !isPlanOnly ? .unsatisfied : .success, text: text(width: width),
            payload: Payload(
                hasChanges: hasChanges, places: places.map { payload($0) }, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    private func payload(_ place: Place) -> Payload.Place {
        Payload.Place(
            stage: place.target.place.stage, region: place.target.region.name, hasChanges: place.planned.hasChanges,
            applied: place.outcome != nil, plan: place.planned.summary, lines: place.planned.lines(),
            functions: place.outcome?.finished ?? [], deployment: place.outcome?.record.id)
    }

    private func text(width: Int) -> String {
        var lines: [String] = []
        for place in places {
            if !lines.isEmpty { lines.append("") }
            lines += self.lines(of: place, width: width)
        }
        if isWaiting {
            lines += ["", isPlanOnly ? "Nothing was applied." : "Nothing was applied. To apply it: \(command)"]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private func lines(of place: Place, width: Int) -> [String] {
        let words = place.target.words
        guard place.planned.hasChanges else { return ["\(words): nothing to change"] }
        guard let outcome = place.outcome else {
            return ["\(words):"] + place.planned.lines(width: width - 2).map { "  " + $0 }
        }
        guard !outcome.finished.isEmpty else { return ["\(words): deployed"] }
        return ["\(words): deployed"]
            + outcome.finished.map { function in
                let version = function.versionAfter.map { "version \($0)" } ?? "the newest code"
                let before = function.versionBefore.map { $0 == function.versionAfter ? "" : " after \($0)" } ?? ""
                let alias = function.aliasAfter.map { ", \($0.name): \($0.words)" } ?? ""
                return "  \(function.name): \(version)\(before)\(alias)"
            }
    }
}
