package import Host
package import Model

/// Moves the aliases of one place back, without a build and without Terraform.
package struct Rollback: Sendable {
    /// What a rollback does to one function.
    package struct Step: Sendable, Hashable {
        /// The function.
        package var function: LambdaFunction
        /// The version that gets all calls.
        package var choice: RollbackChoice
        /// The newest version, which Terraform deployed.
        var newest: VersionHistory.Version?
    }

    /// What is known of the place.
    private let standing: PlaceStanding
    private let aws: AWSCommandLine
    private let target: ReleaseTarget
    private let store: ArtifactStore
    private let host: Host

    /// Creates a rollback.
    package init(
        in target: ReleaseTarget, standing: PlaceStanding, store: ArtifactStore, aws: AWSCommandLine, host: Host
    ) {
        self.target = target
        self.standing = standing
        self.store = store
        self.aws = aws.inRegion(target.region)
        self.host = host
    }

    /// Chooses the versions of all functions, before anything is moved.
    ///
    /// - Parameters:
    ///   - names: the functions' own names; those without an alias are left out if they were not named by the user.
    ///   - wanted: the version of `--to`.
    /// - Throws: ``RollbackRefusal``; ``NoAlias``; `AWSError`; `CancellationError`.
    package func steps(of names: [String], isSelection: Bool, wanted: Int?) async throws -> [Step] {
        let functions = target.functions.filter { names.contains($0.name) }
        let lacking = functions.filter { $0.surroundings.alias == nil }.map(\.name)
        let able = functions.filter { $0.surroundings.alias != nil }
        guard !able.isEmpty, lacking.isEmpty || !isSelection else { throw NoAlias(functions: lacking) }
        let histories = try await VersionList(in: target, store: store, aws: aws).histories(of: able.map(\.name))
        return try zip(able, histories).map { function, listed in
            guard let alias = listed.aliases.first(where: { $0.name == function.surroundings.alias }) else {
                throw NoAlias(functions: [function.name])
            }
            return Step(
                function: function,
                choice: try RollbackChoice(
                    alias: alias, history: listed.history, stage: target.place.stage, wanted: wanted),
                newest: listed.history.versions.first)
        }
    }

    /// Moves the aliases.
    ///
    /// A run that is alive is taken over: it stops before its next step, and an alias that it moves meanwhile is not moved
    /// here, since Lambda compares what was seen with what is.
    ///
    /// - Returns: the record.
    /// - Throws: ``DeploymentError``; `AWSError`; `CancellationError`.
    package func perform(_ steps: [Step], observer: @escaping @Sendable (DeploymentEvent) -> Void) async throws
        -> DeploymentRecord
    {
        var generator = SystemRandomNumberGenerator()
        let now = RecordTime(secondsSince1970: host.clock.secondsSince1970)
        let records = RecordStore(
            aws: aws, bucket: store.bucket(in: target.region), store: store, place: target.place)
        let record = DeploymentRecord(
            id: DeploymentRecord.newID(using: &generator), kind: .rollback, place: target.place,
            deployer: standing.deployer, source: nil, began: now, functions: functions(steps))
        if case .takeOver(let open) = DeploymentTakeover(records: standing.records, now: now, isForced: true) {
            for other in open { try await records.supersede(other, by: record, at: now) }
        }
        let session = DeploymentSession(record, in: records, clock: host.clock, observer: observer)
        do {
            for (index, step) in steps.enumerated() {
                try await session.perform(.shift, of: step.function.name, isRecorded: index == 0) {
                    try await move(step, in: session)
                }
            }
            try await session.end(.done)
            return await session.record
        } catch {
            let notes = await Task { await session.close(after: error) }.value
            throw DeploymentFailure(cause: error, notes: notes)
        }
    }

    /// All functions of the place; what Terraform deployed stays what it was.
    private func functions(_ steps: [Step]) -> [RecordedFunction] {
        target.functions.compactMap { function in
            let step = steps.first { $0.function.name == function.name }
            guard var recorded = standing.known(function.name) ?? step.map({ Self.unknown($0) }) else { return nil }
            recorded.steps = step == nil ? [] : [.shift]
            recorded.versionBefore = recorded.versionAfter
            recorded.aliasBefore = step?.choice.alias ?? recorded.aliasAfter
            return recorded
        }
    }

    /// A function that was never deployed with a record.
    private static func unknown(_ step: Step) -> RecordedFunction {
        RecordedFunction(
            name: step.function.name, deployedName: step.function.deployedName, digest: step.newest?.digest ?? "",
            codeHash: step.newest?.codeHash ?? "", versionAfter: step.newest.map { String($0.number) })
    }

    private func move(_ step: Step, in session: DeploymentSession) async throws {
        let choice = step.choice
        do {
            let moved = RecordedFunction.Alias(
                try await aws.call(
                    UpdateAliasRequest(
                        function: step.function.deployedName, alias: choice.alias.name,
                        version: String(choice.target), weights: [:], revisionID: choice.alias.revision)))
            await session.update(step.function.name) { $0.aliasAfter = moved }
        } catch let error as AWSError where error.reason == .preconditionFailed {
            let now = try await aws.call(
                GetAliasRequest(function: step.function.deployedName, alias: choice.alias.name))
            throw RollbackOvertaken(
                function: step.function.name, alias: RecordedFunction.Alias(now), stageOption: target.stageOption)
        }
    }
}

/// Somebody else moved an alias between the look at it and the rollback.
struct RollbackOvertaken: DiagnosedError, Hashable {
    /// The function's own name.
    var function: String
    /// The alias as it is now.
    var alias: RecordedFunction.Alias
    /// The option that names the stage in a command.
    var stageOption: String

    var diagnostics: [Diagnostic] {
        [
            .error(
                "rollback.alias-moved", "\(function): somebody else moved the alias '\(alias.name)'",
                explanation: "Now \(alias.words). The rollback left it there.",
                hints: [
                    "see the versions: swiftlambda versions \(function)\(stageOption)",
                    "if it is still needed: swiftlambda rollback \(function)\(stageOption)",
                ])
        ]
    }

    var exitStatus: ExitStatus { .unsatisfied }
}

/// Functions whose calls cannot be moved to another version.
package struct NoAlias: DiagnosedError, Hashable {
    /// The functions' own names.
    package var functions: [String]

    /// One error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "rollback.no-alias",
                functions.isEmpty
                    ? "no function has an alias" : "\(functions.joined(separator: ", ")): no alias to move",
                explanation: "Callers reach the newest code directly, so that another version gets no calls.",
                hints: ["write `alias: live` for the function, and deploy", "or deploy the commit that worked"])
        ]
    }

    /// It was asked for and cannot be done: status 1.
    package var exitStatus: ExitStatus { .unsatisfied }
}
