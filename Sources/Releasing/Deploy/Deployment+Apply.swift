import Host
import Model
import SystemPackage

extension Deployment {
    /// Applies exactly a plan, then gives functions their versions, smoke events and aliases.
    ///
    /// - Throws: ``DestroyNotAllowed`` and ``DeploymentConflict`` before anything is changed; then
    ///   ``DeploymentFailure``; `CancellationError`.
    package func apply(_ planned: PlannedDeployment) async throws -> DeploymentOutcome {
        try request.approval.check(planned.summary)
        let functions = try await functionsBefore(planned)
        let session = try session(planned, functions: functions)
        for record in planned.takenOver {
            try await recordStore.supersede(record, by: await session.record, at: now)
        }
        do {
            try await upload(in: session, planned)
            var warnings: [Diagnostic] = []
            let isApplied = planned.hasTerraformChanges || !planned.summary.foreignCode.isEmpty
            if isApplied { warnings = try await applyTerraform(planned, in: session) }
            try await finish(planned.finishing, in: session, isFirst: !isApplied)
            if planned.left.isEmpty {
                try await session.end(.done)
            } else {
                try await session.end(.interrupted, reason: planned.standing.unfinished?.progress.end?.reason)
            }
            let record = await session.record
            return DeploymentOutcome(
                record: record, finished: record.functions.filter { planned.finishing.contains($0.name) },
                warnings: warnings)
        } catch {
            // In a task of its own, since this one may be cancelled.
            let notes = await Task { await session.close(after: error) }.value
            throw DeploymentFailure(cause: error, notes: notes)
        }
    }

    /// The functions, with the aliases of those that will change.
    private func functionsBefore(_ planned: PlannedDeployment) async throws -> [RecordedFunction] {
        let standing = planned.standing
        let unfinished = standing.unfinished
        let recorded = recorded(standing)
        return try await concurrently(recorded) { [self] function in
            if planned.left.contains(function.name),
                let former = unfinished?.functions.first(where: { $0.name == function.name })
            {
                return former
            }
            var function = function
            guard planned.finishing.contains(function.name),
                let settings = target.functions.first(where: { $0.name == function.name })
            else { return function }
            function.steps = steps(of: settings)
            let former = unfinished?.functions.first { $0.name == function.name && !$0.steps.isEmpty }
            let isRest = former?.digest == function.digest
            function.versionBefore = isRest ? former?.versionBefore : function.versionBefore
            let aliasBefore = isRest ? former?.aliasBefore : nil
            function.aliasBefore = if let aliasBefore { aliasBefore } else { try await alias(of: settings) }
            function.aliasAfter = isRest ? former?.aliasAfter : nil
            return function
        }
    }

    private func session(_ planned: PlannedDeployment, functions: [RecordedFunction]) throws -> DeploymentSession {
        var generator = SystemRandomNumberGenerator()
        let record = DeploymentRecord(
            id: DeploymentRecord.newID(using: &generator), kind: request.kind, place: target.place,
            deployer: planned.standing.deployer, source: request.source, promotedFrom: request.promotedFrom,
            resumes: planned.standing.unfinished?.id, began: now, functions: functions, plan: planned.lines())
        return DeploymentSession(record, in: recordStore, clock: host.clock, observer: observer)
    }

    private func applyTerraform(
        _ planned: PlannedDeployment, in session: DeploymentSession
    ) async throws -> [Diagnostic] {
        let (observer, terraform, configuration) = (observer, terraform, configuration)
        let file = planned.file.path
        return try await session.perform(.apply, isRecorded: true) { [self] in
            // Otherwise Terraform would publish foreign code with a setting that it changes.
            try await restore(planned.summary.foreignCode, in: session)
            guard planned.hasTerraformChanges else { return [] }
            return try await terraform.apply(plan: file, in: configuration) { observer(.terraform($0)) }.warnings
        }
    }

    /// Gives functions their artifacts again that somebody else gave other code.
    private func restore(_ foreign: [ForeignCode], in session: DeploymentSession) async throws {
        let recorded = await session.record.functions
        for code in foreign {
            guard let function = target.functions.first(where: { $0.name == code.function }),
                let known = recorded.first(where: { $0.name == code.function }), let key = known.key
            else { continue }
            _ = try await aws.restoreCode(
                of: function, from: key, in: store, hash: known.codeHash, target: target)
        }
    }
}

extension Deployment {
    /// Sends the archives to the bucket that are not there yet.
    private func upload(in session: DeploymentSession, _ planned: PlannedDeployment) async throws {
        let applied = planned.standing.records.filter(\.isApplied)
        let present = Set(applied.flatMap { $0.functions.compactMap(\.key) })
        let missing = request.archives.filter { archive in
            let key = store.key(function: archive.function, sha256: archive.digest)
            // A run that was killed may have written the key before the archive.
            return planned.standing.unfinished != nil || !present.contains(key)
        }
        guard !missing.isEmpty else { return }
        let observer = observer
        try await session.perform(.upload, isRecorded: true) {
            _ = try await concurrently(missing) { archive in
                if try await send(archive) { observer(.uploaded(function: archive.function)) }
            }
        }
    }

    /// - Returns: whether the bytes were sent; they may have been there.
    private func send(_ archive: ReleasedArchive) async throws -> Bool {
        let key = store.key(function: archive.function, sha256: archive.digest)
        if let object = try await aws.call(HeadObjectRequest(bucket: bucket, key: key)) {
            guard object.sha256 == nil || object.sha256 == archive.codeHash else {
                throw DeploymentError.otherObject(function: archive.function, bucket: bucket, key: key)
            }
            return false
        }
        switch archive.origin {
        case .file(let file): return try await put(file, key: key, archive)
        case .object(let source, let region):
            guard source != bucket else {
                throw DeploymentError.archiveMissing(
                    function: archive.function, bucket: bucket, key: key,
                    command: "swiftlambda deploy \(archive.function)"
                        + (request.promotedFrom.map { " --stage \($0)" } ?? target.stageOption))
            }
            let file = try TemporaryFile(for: host.temporaryDirectory.appending("archive"))
            _ = try await aws.inRegion(region).call(GetObjectRequest(bucket: source, key: key, file: file.path))
            let isSent = try await put(file.path, key: key, archive)
            return withExtendedLifetime(file) { isSent }
        }
    }

    private func put(_ file: FilePath, key: String, _ archive: ReleasedArchive) async throws -> Bool {
        let answer = try await aws.call(
            PutObjectRequest(
                bucket: bucket, key: key, file: file, sha256: archive.codeHash, contentType: "application/zip"))
        return answer != .existed
    }
}
