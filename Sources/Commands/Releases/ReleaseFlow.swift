import Console
import Host
import Model
import Project
import Releasing
import SystemPackage

/// Deploys to the places of a project, one after the other, and stops at the first that fails.
struct ReleaseFlow {
    let release: ReleaseProject
    let store: ArtifactStore
    let configuration: DeploymentConfiguration
    let tools: ReleaseTools
    /// Whether plans are applied.
    let isConfirmed: Bool
    let host: Host
    let console: CommandConsole

    /// Plans for each place, and applies if that is confirmed.
    ///
    /// - Parameters:
    ///   - standings: what is known of the places, in their order.
    ///   - request: what is deployed to a place.
    func run(
        _ report: ReleaseReport, standings: [PlaceStanding],
        request: (ReleaseTarget, PlaceStanding) async throws -> DeploymentRequest
    ) async throws -> CommandResult {
        var report = report
        for (target, standing) in zip(release.targets, standings) {
            do {
                report.add(try await release(try await request(target, standing), to: target, standing))
            } catch {
                explain(error, after: report)
                throw error
            }
        }
        let columns = console.outputTraits.columns ?? PlanSummary.usualWidth
        return report.result(width: max(40, min(columns, 120)))
    }

    private func release(
        _ request: DeploymentRequest, to target: ReleaseTarget, _ standing: PlaceStanding
    ) async throws -> (place: ReleaseReport.Place, diagnostics: [Diagnostic]) {
        let deployment = Deployment(
            of: request, to: target, store: store, aws: tools.aws, terraform: tools.terraform,
            configuration: place(of: target), host: host,
            observer: ReleaseNarrator(console: console, place: target.words).show)
        let warnings = try configuration.write(deployment.artifacts(standing), store: store)
        let planned = try await console.keepingAlive { try await deployment.plan(standing) }
        var diagnostics = planned.warnings + warnings
        var outcome: DeploymentOutcome?
        if isConfirmed, planned.hasChanges {
            show(planned, of: target)
            outcome = try await console.keepingAlive { try await deployment.apply(planned) }
            diagnostics += outcome?.warnings ?? []
        } else {
            do {
                try request.approval.check(planned.summary)
            } catch {
                diagnostics += error.diagnostics.map { diagnostic in
                    var note = diagnostic
                    note.severity = .note
                    return note
                }
            }
        }
        return (ReleaseReport.Place(target: target, planned: planned, outcome: outcome), diagnostics)
    }

    /// Says what an error alone does not: which places were done before, and after a signal how far this one came.
    private func explain(_ error: any Error, after report: ReleaseReport) {
        if Task.isCancelled, let failure = error as? DeploymentFailure { console.tell(failure.diagnostics) }
        let done = report.places.filter { $0.outcome != nil }.map(\.target.words)
        if !done.isEmpty { console.note("Deployed before: \(done.joined(separator: ", "))\n") }
    }

    /// Shows a plan before it is applied; the result then says what was done.
    private func show(_ planned: PlannedDeployment, of target: ReleaseTarget) {
        let lines = ["\(target.words):"] + planned.lines().map { "  " + $0 }
        console.note(lines.map { printable($0) + "\n" }.joined())
    }

    /// The configuration with the variables and the workspace of a place.
    private func place(of target: ReleaseTarget) -> TerraformPlace {
        let places = release.project.places.map(\.place)
        let hasStages = Set(places.map(\.stage)).count > 1
        let hasRegions = Set(places.map(\.region)).count > 1
        return TerraformPlace(
            directory: configuration.directory, stage: hasStages ? target.place.stage : nil,
            region: hasRegions ? target.region.name : nil,
            workspace: release.project.deploy.workspace(of: target.place, among: places))
    }
}
