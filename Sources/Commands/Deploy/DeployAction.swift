import Building
import Host
import LocalEnvironment
import Model
import Packaging
import Project
import Rehearsal
import Releasing
import SystemPackage
import Terraform

/// Packages functions and deploys them to the places of a project.
struct DeployAction {
    let release: ReleaseProject
    /// The functions to package.
    let names: [String]
    /// The functions as the user named them; empty for all.
    let selection: [String]
    let options: DeploymentOptions
    let canary: CanaryPlan?
    let isResumed: Bool
    /// Whether functions are packaged; otherwise they have been.
    let isBuilt: Bool
    let host: Host
    let console: CommandConsole

    private enum Prepared: Sendable {
        case place(ReleaseTools, [PlaceStanding])
        case package(PackageReport)
    }

    func run() async throws -> CommandResult {
        let store = try release.store
        let configuration = try DeploymentConfiguration(release.settings, release.project, on: host)
        let source = try await release.source(configuration, isChecked: !isResumed)
        let ready =
            isBuilt || isResumed
            ? nil : try PackagedArchives(release: release, source: source, host: host).archives(of: names)
        let events = try release.smokeEvents(of: names, on: host)
        let (tools, standings, packaged) = try await prepare()
        var report = ReleaseReport(isPlanOnly: options.planOnly, command: command)
        if let packaged {
            let result = packaged.result(on: console)
            guard result.status == .success else { throw NotDeployable(diagnostics: result.diagnostics) }
            report.diagnostics = result.diagnostics
        }
        if !isResumed, release.project.deploy.rehearses { try await rehearse() }
        let places = isResumed ? try release.unfinished(standings) : (release: release, standings: standings)
        let flow = ReleaseFlow(
            release: places.release, store: store, configuration: configuration, tools: tools, isConfirmed: options.yes,
            host: host, console: console)
        return try await flow.run(report, standings: places.standings) { target, standing in
            DeploymentRequest(
                kind: .deploy,
                archives: try ready ?? packaged.map { archives(of: $0) } ?? rest(of: standing, in: target, store),
                source: isResumed ? standing.unfinished?.source : source, approval: options.approval, canary: canary,
                smokeEvents: events, isResumed: isResumed)
        }
    }

    /// Packages, and asks AWS meanwhile; whichever fails first ends the other.
    private func prepare() async throws -> (ReleaseTools, [PlaceStanding], PackageReport?) {
        try await withThrowingTaskGroup(of: Prepared.self) { group in
            group.addTask {
                let tools = try await ReleaseTools.find(release.project.deploy.tool, on: host)
                return .place(tools, try await release.standings(tools.aws))
            }
            if isBuilt, !isResumed {
                group.addTask { .package(try await package()) }
            }
            var place: (ReleaseTools, [PlaceStanding])?
            var packaged: PackageReport?
            for try await prepared in group {
                switch prepared {
                case .place(let tools, let standings): place = (tools, standings)
                case .package(let report): packaged = report
                }
            }
            guard let place else { throw CancellationError() }
            return (place.0, place.1, packaged)
        }
    }

    private func package() async throws -> PackageReport {
        let chooser = BuilderChooser(
            try SDKStore.named(on: host), scratch: release.settings.workspace.scratch, on: host)
        return try await PackageAction(
            release.settings, names: names, chooser: chooser, host: host, console: console
        ).run()
    }

    private func archives(of report: PackageReport) -> [ReleasedArchive] {
        report.packaged.compactMap { packaged in
            packaged.manifest.map { manifest in
                ReleasedArchive(
                    function: packaged.function.name, digest: manifest.archive.sha256,
                    codeHash: manifest.archive.sourceCodeHash,
                    origin: .file(packaged.directory.appending(manifest.archive.file)))
            }
        }
    }

    /// The archives of the last deployment, which lie in the bucket.
    private func rest(
        of standing: PlaceStanding, in target: ReleaseTarget, _ store: ArtifactStore
    ) throws(NothingToResume) -> [ReleasedArchive] {
        guard let record = standing.unfinished else { throw NothingToResume(place: target.words) }
        return record.functions.filter { names.contains($0.name) && $0.key != nil }.map { function in
            ReleasedArchive(
                function: function.name, digest: function.digest, codeHash: function.codeHash,
                origin: .object(bucket: store.bucket(in: target.region), region: target.region),
                source: record.source)
        }
    }

    /// Rehearses what can run here.
    ///
    /// - Throws: ``NotDeployable`` if a function does not pass.
    private func rehearse() async throws {
        let finder = LocalFunctionFinder(
            argument: nil, workspace: release.settings.workspace, architecture: nil,
            stage: release.settings.overrides.stage, host: host, console: console)
        let functions = try await finder.find(all: names).filter { $0.architecture == .current }
        guard !functions.isEmpty else { return }
        let result = try await RehearseAction(
            targets: functions, event: Array("{}".utf8), invocations: 1, repetitions: 1, freeze: nil, dropIdle: [],
            standIn: nil, budget: nil, rules: RehearsalRules(isStrict: false, allowsFailures: false), layers: [],
            isolation: .auto, report: nil
        ).run(on: host, console: console)
        guard result.status == .success else {
            console.note(result.text)
            throw NotDeployable(diagnostics: result.diagnostics)
        }
    }

    /// The command that applies the plan.
    private var command: String {
        let archives = isResumed ? ["--resume"] : isBuilt ? [] : ["--no-build"]
        let words = ["swiftlambda", "deploy"] + selection + release.placeOptions + archives
        return (words + options.repeated).map { shellQuoted($0) }.joined(separator: " ")
    }
}

/// There is no deployment to finish.
struct NothingToResume: DiagnosedError, Hashable {
    let place: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.nothing-to-resume", "the last deployment to \(place) did everything",
                hints: ["to deploy what is checked out, leave --resume out"])
        ]
    }

    var exitStatus: ExitStatus { .unsatisfied }
}

/// The audit refused an archive, or a function failed its rehearsal, so that nothing was deployed.
struct NotDeployable: DiagnosedError, Hashable {
    let diagnostics: [Diagnostic]

    var exitStatus: ExitStatus { .unsatisfied }
}
