package import Host
package import Model
import SystemPackage
package import Terraform

/// A deployment to one place: Terraform's plan, and what Terraform does not do.
///
/// Nothing is changed before ``apply(_:)``, not even in the bucket.
package struct Deployment: Sendable {
    /// The machine.
    let host: Host
    /// The AWS command line, in the place's region.
    let aws: AWSCommandLine
    /// Terraform.
    let terraform: TerraformCommandLine
    /// The configuration, with the variables and the workspace of the place.
    let configuration: TerraformPlace
    /// The place.
    let target: ReleaseTarget
    /// The bucket for archives and records.
    let store: ArtifactStore
    /// What is deployed.
    let request: DeploymentRequest
    /// Shows what happens.
    let observer: @Sendable (DeploymentEvent) -> Void

    /// Creates a deployment.
    package init(
        of request: DeploymentRequest, to target: ReleaseTarget, store: ArtifactStore, aws: AWSCommandLine,
        terraform: TerraformCommandLine, configuration: TerraformPlace, host: Host,
        observer: @escaping @Sendable (DeploymentEvent) -> Void
    ) {
        self.request = request
        self.target = target
        self.store = store
        self.aws = aws.inRegion(target.region)
        self.terraform = terraform
        self.configuration = configuration
        self.host = host
        self.observer = observer
    }

    /// The bucket's name in the place's region.
    var bucket: String { store.bucket(in: target.region) }

    var recordStore: RecordStore { RecordStore(aws: aws, bucket: bucket, store: store, place: target.place) }

    var now: RecordTime { RecordTime(secondsSince1970: host.clock.secondsSince1970) }

    /// The entries of Terraform's list of artifacts: those of the request, and what the records say of other functions.
    package func artifacts(_ standing: PlaceStanding) -> [String: ArtifactList.Entry] {
        var entries: [String: ArtifactList.Entry] = [:]
        for function in recorded(standing) {
            guard let key = function.key else { continue }
            entries[function.name] = ArtifactList.Entry(key: key, hash: function.codeHash, release: function.release)
        }
        return entries
    }

    /// The functions of the place as the record of this run has them.
    func recorded(_ standing: PlaceStanding) -> [RecordedFunction] {
        let archives = Dictionary(request.archives.map { ($0.function, $0) }) { first, _ in first }
        return target.functions.compactMap { function in
            let known = standing.known(function.name)
            guard let archive = archives[function.name] else {
                return known.map { known in
                    RecordedFunction(
                        name: function.name, deployedName: function.deployedName, digest: known.digest, key: known.key,
                        codeHash: known.codeHash, release: known.release, versionAfter: known.versionAfter,
                        aliasAfter: known.aliasAfter)
                }
            }
            let isSame = known?.digest == archive.digest
            let new = release(of: function, archive)
            return RecordedFunction(
                name: function.name, deployedName: function.deployedName, digest: archive.digest,
                key: store.key(function: function.name, sha256: archive.digest), codeHash: archive.codeHash,
                release: isSame ? kept(known?.release, unless: new) : new,
                versionBefore: known?.versionAfter, versionAfter: isSame ? known?.versionAfter : nil,
                aliasAfter: known?.aliasAfter)
        }
    }

    /// What the description of unchanged code says: what it said before, unless the sources were not committed then and are
    /// now.
    private func kept(_ former: String?, unless new: String?) -> String? {
        guard let former, let new else { return new }
        let isCommittedNow = VersionDescription(former)?.isDirty == true && VersionDescription(new)?.isDirty == false
        return isCommittedNow ? new : former
    }

    /// What the description of a version says; it changes only with the code, so that an unchanged function stays as it is.
    private func release(of function: LambdaFunction, _ archive: ReleasedArchive) -> String? {
        guard function.surroundings.publishesVersions else { return nil }
        let source = archive.source ?? request.source
        return VersionDescription(
            digest: archive.digest, commit: source?.commit, isDirty: source?.isDirty ?? false
        ).text()
    }
}

extension Deployment {
    /// Plans, after Terraform's files and the list of artifacts were written.
    ///
    /// - Parameter warnings: what is known to be worth a warning already.
    /// - Throws: ``TerraformFailure``; ``PlanReadError``; ``DeploymentConflict``; ``DeploymentError``;
    ///   `CancellationError`.
    package func plan(_ standing: PlaceStanding, warnings: [Diagnostic] = []) async throws -> PlannedDeployment {
        let takenOver = try takeover(standing)
        let file = try TemporaryFile(for: host.temporaryDirectory.appending("plan"))
        observer(.step(.plan, function: nil))
        let (hasChanges, planWarnings) = try await initializedPlan(to: file.path)
        var summary = PlanSummary()
        if hasChanges || ForeignCode.isSuspected(after: planWarnings) {
            let former = target.functions.compactMap { function in function.renamedFrom.map { ($0, function.name) } }
            let names = Dictionary(former) { first, _ in first }
            summary = try PlanReader(functions: target.functions.map(\.name), formerNames: names)
                .read(try await terraform.show(plan: file.path, in: configuration))
        }
        let rest = rest(after: summary, standing)
        try checkCanary(of: rest.finishing + changed(in: summary))
        return PlannedDeployment(
            summary: summary, hasTerraformChanges: hasChanges, finishing: rest.finishing, left: rest.left,
            warnings: warnings
                + planWarnings.filter { summary.foreignCode.isEmpty || !ForeignCode.isSuspected(after: [$0]) }
                + rest.warnings + request.approval.warnings(summary)
                + (request.canary?.warnings ?? []),
            file: file, standing: standing, takenOver: takenOver)
    }

    private func takeover(_ standing: PlaceStanding) throws -> [DeploymentRecord] {
        switch DeploymentTakeover(records: standing.records, now: now, isForced: request.isResumed) {
        case .nothing: return []
        case .wait(let record): throw DeploymentConflict.inProgress(record, now: now)
        case .takeOver(let records): return records
        }
    }

    /// Plans; the configuration is initialized before if it has to be.
    private func initializedPlan(to file: FilePath) async throws -> (hasChanges: Bool, warnings: [Diagnostic]) {
        let observer = observer
        let show: @Sendable (String) -> Void = { observer(.terraform($0)) }
        let providers = configuration.directory.appending(".terraform").appending("providers")
        if try host.files.status(of: providers, followingLinks: true) == nil {
            try await terraform.initialize(configuration, onProgress: show)
        }
        do {
            return try await terraform.plan(configuration, to: file, onProgress: show)
        } catch let failure as TerraformFailure where failure.cause == .notInitialized {
            try await terraform.initialize(configuration, onProgress: show)
            return try await terraform.plan(configuration, to: file, onProgress: show)
        }
    }

    /// The functions that Terraform creates or changes.
    private func changed(in summary: PlanSummary) -> [String] {
        summary.functions.filter { [.create, .update, .replace].contains($0.action) }.map(\.name)
    }

    /// What is to be done after Terraform.
    private struct Rest {
        /// The functions that get a version, a smoke event or an alias: those that Terraform creates or changes, and what a
        /// run has left that was killed or failed.
        var finishing: [String] = []
        /// The functions that a run has left on purpose, and this one leaves, too.
        var left: [String] = []
        var warnings: [Diagnostic] = []
    }

    private func rest(after summary: PlanSummary, _ standing: PlaceStanding) -> Rest {
        let needed = Set(target.functions.filter { !steps(of: $0).isEmpty }.map(\.name))
        let names = Set(changed(in: summary)).intersection(needed)
        guard let unfinished = standing.unfinished else { return Rest(finishing: names.sorted()) }
        let resumption = DeploymentResumption(of: unfinished)
        let pending = Set(pendingFunctions(of: resumption, in: unfinished)).intersection(needed).subtracting(names)
        // What was stopped on purpose is not continued by the way.
        let isLeft = unfinished.progress.end?.outcome == .interrupted && !request.isResumed
        let isWorthAWarning = !pending.isEmpty || unfinished.progress.end == nil
        return Rest(
            finishing: names.union(isLeft ? [] : pending).sorted(), left: isLeft ? pending.sorted() : [],
            warnings: isWorthAWarning ? [unfinishedWarning(resumption, isLeft: isLeft)] : [])
    }

    private func pendingFunctions(of rest: DeploymentResumption, in record: DeploymentRecord) -> [String] {
        switch rest.action {
        case .nothing, .again: []
        // Terraform may have done all of its part before the run was killed.
        case .planRest: record.functions.filter { !$0.steps.isEmpty }.map(\.name)
        case .finish(let pending): pending.map(\.function)
        }
    }

    private func unfinishedWarning(_ rest: DeploymentResumption, isLeft: Bool) -> Diagnostic {
        .warning(
            "deploy.unfinished", rest.summary,
            explanation: rest.explanation + (isLeft ? " It is left as it is." : " This run finishes it."),
            hints: isLeft ? ["to finish it: swiftlambda deploy\(target.stageOption) --resume"] : [])
    }

    /// The steps that a function needs after Terraform.
    func steps(of function: LambdaFunction) -> [DeploymentStep] {
        (function.surroundings.publishesVersions ? [.publish] : [])
            + (request.smokeEvents[function.name] == nil ? [] : [.smoke])
            + (function.surroundings.alias == nil ? [] : [.shift])
    }

    private func checkCanary(of names: [String]) throws(DeploymentError) {
        guard request.canary != nil else { return }
        let lacking = target.functions.filter { names.contains($0.name) && $0.surroundings.alias == nil }
        guard lacking.isEmpty else { throw .canaryWithoutAlias(lacking.map(\.name)) }
    }
}
