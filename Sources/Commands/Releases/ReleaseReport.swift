import Console
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
            var plan: Plan
            var functions: [Function]
            var deployment: String?
        }
        struct Plan: Encodable, Sendable {
            var functions: [Change]
            var destroys: [String]
            var lines: [String]
        }
        struct Change: Encodable, Sendable {
            var name: String
            var action: PlannedAction
            var codeBefore: String?
            var codeAfter: String?
            var permissions: [String]
            var isPublic: Bool
        }
        struct Function: Encodable, Sendable {
            var name: String
            var deployedName: String
            var sha256: String
            var version: String?
            var versionBefore: String?
            var alias: String?
        }
        var hasChanges: Bool
        var places: [Place]
        var diagnostics: [Diagnostic]
    }

    private var hasChanges: Bool { places.contains { $0.planned.hasChanges } }
    private var isWaiting: Bool { places.contains { $0.planned.hasChanges && $0.outcome == nil } }

    /// Adds what happened in one place.
    mutating func add(_ result: (place: Place, diagnostics: [Diagnostic])) {
        places.append(result.place)
        diagnostics += result.diagnostics.filter { !diagnostics.contains($0) }
    }

    /// - Parameter width: how many columns a line has.
    func result(width: Int) -> CommandResult {
        CommandResult(
            status: isWaiting && !isPlanOnly ? .unsatisfied : .success, text: text(width: width),
            payload: Payload(
                hasChanges: hasChanges, places: places.map { payload($0) }, diagnostics: diagnostics),
            diagnostics: diagnostics)
    }

    private func payload(_ place: Place) -> Payload.Place {
        let summary = place.planned.summary
        let changes = summary.functions.map { function in
            Payload.Change(
                name: function.name, action: function.action, codeBefore: function.code?.before,
                codeAfter: function.code?.after, permissions: function.permissions.map(\.words),
                isPublic: function.exposures.contains(where: \.becomesPublic))
        }
        let functions = (place.outcome?.finished ?? []).map { function in
            Payload.Function(
                name: function.name, deployedName: function.deployedName, sha256: function.digest,
                version: function.versionAfter, versionBefore: function.versionBefore,
                alias: function.aliasAfter.map { "\($0.name): \($0.words)" })
        }
        return Payload.Place(
            stage: place.target.place.stage, region: place.target.region.name, hasChanges: place.planned.hasChanges,
            applied: place.outcome != nil,
            plan: Payload.Plan(
                functions: changes, destroys: summary.destroys.map(\.address), lines: place.planned.lines()),
            functions: functions, deployment: place.outcome?.record.id)
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
        return lines.map { printable($0) + "\n" }.joined()
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
