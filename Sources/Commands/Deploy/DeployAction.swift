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
    let isConfirmed: Bool
    let isPlanOnly: Bool
    let canary: CanaryPlan?
    let approval: DestroyApproval
    let isResumed: Bool
    let host: Host
    let console: CommandConsole

    private enum Prepared: Sendable {
        case place(ReleaseTools, [PlaceStanding])
        case package(PackageReport)
    }

    func run() async throws -> CommandResult {
        let store = try release.store
        let configuration = try DeploymentConfiguration(release.settings, release.project, on: host)
        let source = try await checkedSource(configuration)
        let events = try smokeEvents()
        let (tools, standings, packaged) = try await prepare()
        var report = ReleaseReport(isPlanOnly: isPlanOnly, command: command)
        if let packaged {
            let result = packaged.result(on: console)
            guard result.status == .success else { return result }
            report.diagnostics = result.diagnostics
            if release.project.deploy.rehearses, let failed = try await rehearse() { return failed }
        }
        let flow = ReleaseFlow(
            release: release, store: store, configuration: configuration, tools: tools, isConfirmed: isConfirmed,
            host: host, console: console)
        return try await flow.run(report, standings: standings) { target, standing in
            DeploymentRequest(
                kind: .deploy,
                archives: try packaged.map { archives(of: $0) } ?? rest(of: standing, in: target, store),
                source: isResumed ? standing.unfinished?.source : source, approval: approval, canary: canary,
                smokeEvents: events, isResumed: isResumed)
        }
    }

    /// The sources' commit; a protected stage gets only what is committed.
    private func checkedSource(_ configuration: DeploymentConfiguration) async throws -> DeploymentRecord.Source? {
        let workspace = release.settings.workspace
        let answer = try await GitState.read(
            package: workspace.package, output: workspace.output,
            // A deployment itself writes the list.
            others: [configuration.directory.appending(ArtifactList.fileName)], on: host)
        if !isResumed, let target = release.targets.first(where: \.isProtected) {
            guard let state = answer.state, !state.isDirty else {
                throw UncommittedSources(stage: target.place.stage ?? "", hasCommit: answer.state != nil)
            }
        }
        return answer.state.map { DeploymentRecord.Source(commit: $0.commit, isDirty: $0.isDirty) }
    }

    /// Packages, and asks AWS meanwhile; whichever fails first ends the other.
    private func prepare() async throws -> (ReleaseTools, [PlaceStanding], PackageReport?) {
        try await withThrowingTaskGroup(of: Prepared.self) { group in
            group.addTask {
                let tools = try await ReleaseTools.find(release.project.deploy.tool, on: host)
                return .place(tools, try await release.standings(tools.aws))
            }
            if !isResumed {
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

    private func smokeEvents() throws -> [String: [UInt8]] {
        var events: [String: [UInt8]] = [:]
        for name in names {
            guard let path = release.project.deploy.smokeEvent(of: name) else { continue }
            let file = release.settings.workspace.package.pushing(FilePath(path))
            // A function whose file does not exist gets no event.
            guard try host.files.status(of: file, followingLinks: true) != nil else { continue }
            events[name] = try host.files.read(file, limit: 8 << 20)
        }
        return events
    }

    /// Rehearses what can run here; the result if a function does not pass.
    private func rehearse() async throws -> CommandResult? {
        let finder = LocalFunctionFinder(
            argument: nil, workspace: release.settings.workspace, architecture: nil,
            stage: release.settings.overrides.stage, host: host, console: console)
        let functions = try await finder.find(all: names).filter { $0.architecture == .current }
        guard !functions.isEmpty else { return nil }
        let result = try await RehearseAction(
            targets: functions, event: Array("{}".utf8), invocations: 1, repetitions: 1, freeze: nil, dropIdle: [],
            standIn: nil, budget: nil, rules: RehearsalRules(isStrict: false, allowsFailures: false), layers: [],
            isolation: .auto, report: nil
        ).run(on: host, console: console)
        return result.status == .success ? nil : result
    }

    /// The command that applies the plan.
    private var command: String {
        var words = ["swiftlambda", "deploy"] + selection
        if let stage = release.settings.overrides.stage { words += ["--stage", stage] }
        if release.targets.count
            < release.project.places.filter({ $0.place.stage == release.targets.first?.place.stage }).count
        {
            words += release.targets.flatMap { ["--region", $0.region.name] }
        }
        words += approval.allowed.flatMap { ["--allow-destroy", $0] }
        if isResumed { words.append("--resume") }
        return (words + ["--yes"]).map { shellQuoted($0) }.joined(separator: " ")
    }
}

/// A protected stage would get sources that are not committed.
struct UncommittedSources: DiagnosedError, Hashable {
    let stage: String
    let hasCommit: Bool

    var diagnostics: [Diagnostic] {
        [
            .error(
                "deploy.uncommitted-sources",
                "'\(stage)' is protected, and the sources "
                    + (hasCommit ? "differ from the commit" : "are not in a git repository"),
                explanation: "Nobody could build again what would be deployed. Nothing was built or changed.",
                hints: hasCommit
                    ? ["git status", "commit, or deploy to a stage without `protected: true`"]
                    : ["git init && git add . && git commit", "deploy to a stage without `protected: true`"])
        ]
    }

    var exitStatus: ExitStatus { .unsatisfied }
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
