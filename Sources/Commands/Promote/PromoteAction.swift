import Host
import Model
import Project
import Releasing
import SystemPackage

/// Deploys the archives of one stage to the places of another.
struct PromoteAction {
    let source: ReleaseProject
    let release: ReleaseProject
    let names: [String]
    /// The functions as the user named them; empty for all.
    let selection: [String]
    let options: DeploymentOptions
    let canary: CanaryPlan?
    let host: Host
    let console: CommandConsole

    func run() async throws -> CommandResult {
        let store = try release.store
        let configuration = try DeploymentConfiguration(release.settings, release.project, on: host)
        let checkedOut = try await release.source(configuration, isChecked: true)
        let events = try release.smokeEvents(of: names, on: host)
        let tools = try await ReleaseTools.find(release.project.deploy.tool, on: host)
        for target in release.targets {
            try promotion(to: target, store, tools).checkSettings(of: names, for: target)
        }
        let standings = try await release.standings(tools.aws)
        let flow = ReleaseFlow(
            release: release, store: store, configuration: configuration, tools: tools, isConfirmed: options.yes,
            host: host, console: console)
        let report = ReleaseReport(isPlanOnly: options.planOnly, command: command)
        return try await flow.run(report, standings: standings) { target, _ in
            console.begin("Asking for what \(place(for: target).words) runs")
            let archives = try await promotion(to: target, store, tools).archives(
                of: names, isProtected: target.isProtected)
            let sources = Set(archives.map(\.source))
            return DeploymentRequest(
                kind: .promote, archives: archives, source: sources.count == 1 ? archives.first?.source : checkedOut,
                promotedFrom: place(for: target).place.stage, approval: options.approval, canary: canary,
                smokeEvents: events)
        }
    }

    private func promotion(to target: ReleaseTarget, _ store: ArtifactStore, _ tools: ReleaseTools) -> Promotion {
        Promotion(from: place(for: target), store: store, aws: tools.aws)
    }

    /// The place whose archives are taken: that in the same region if there is one, otherwise the first.
    private func place(for target: ReleaseTarget) -> ReleaseTarget {
        source.targets.first { $0.region == target.region } ?? source.targets.first ?? target
    }

    /// The command that applies the plan.
    private var command: String {
        let stages = [
            "--from", source.targets.first?.place.stage ?? "", "--to", release.targets.first?.place.stage ?? "",
        ]
        let words = ["swiftlambda", "promote"] + selection + stages + release.placeOptions.drop { $0 != "--region" }
        return (words + options.repeated).map { shellQuoted($0) }.joined(separator: " ")
    }
}
