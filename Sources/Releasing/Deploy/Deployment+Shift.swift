import Model

/// A function whose alias moves to a version.
struct ShiftingFunction: Sendable {
    /// The function's own name.
    var name: String
    /// Its name on Lambda.
    var deployedName: String
    /// The alias as it is.
    var alias: RecordedFunction.Alias
    /// The version that it moves to.
    var version: String
}

extension Deployment {
    /// Moves the aliases of functions to their versions, at once or after a canary.
    func shift(_ functions: [LambdaFunction], in session: DeploymentSession) async throws {
        let shifting = try await concurrently(functions) { function in
            try await prepareShift(of: function, in: session)
        }
        if let canary = request.canary {
            // A new function has no version before that could keep calls.
            let sharing = shifting.filter { $0.alias.version != $0.version }
            if !sharing.isEmpty {
                try await CanaryRun(deployment: self, plan: canary, session: session).run(sharing)
            }
        }
        for function in shifting {
            try await session.perform(.shift, of: function.name, isRecorded: true) {
                // After a canary the alias is not as it was.
                guard let now = try await current(function) else { return }
                guard now.version != function.version || !now.weights.isEmpty else { return }
                try await move(function, from: now, version: function.version, weights: [:], in: session)
            }
            observer(.alias(function: function.name, words: await words(of: function, in: session)))
        }
    }

    private func words(of function: ShiftingFunction, in session: DeploymentSession) async -> String {
        await session.record.functions.first { $0.name == function.name }?.aliasAfter?.words
            ?? "version \(function.version) serves all"
    }

    /// Compares an alias with the record, so that it is not moved from where somebody else put it.
    private func prepareShift(
        of function: LambdaFunction, in session: DeploymentSession
    ) async throws -> ShiftingFunction {
        guard let recorded = await session.record.functions.first(where: { $0.name == function.name }),
            let version = recorded.versionAfter, let alias = try await alias(of: function)
        else { throw DeploymentError.otherVersion(function: function.name, version: nil) }
        if case .movedByOther(let alias) = DeploymentResumption.state(of: alias, in: recorded) {
            throw DeploymentError.aliasMoved(
                function: function.name, stageOption: target.stageOption, alias: alias)
        }
        await session.update(function.name) { $0.aliasAfter = alias }
        return ShiftingFunction(
            name: function.name, deployedName: function.deployedName, alias: alias, version: version)
    }

    private func current(_ function: ShiftingFunction) async throws -> RecordedFunction.Alias? {
        try await RecordedFunction.Alias(
            aws.call(GetAliasRequest(function: function.deployedName, alias: function.alias.name)))
    }

    /// Moves an alias, if it is still as it was.
    func move(
        _ function: ShiftingFunction, from alias: RecordedFunction.Alias, version: String, weights: [String: Double],
        in session: DeploymentSession
    ) async throws {
        do {
            let moved = RecordedFunction.Alias(
                try await aws.call(
                    UpdateAliasRequest(
                        function: function.deployedName, alias: alias.name, version: version, weights: weights,
                        revisionID: alias.revision)))
            await session.update(function.name) { $0.aliasAfter = moved }
        } catch let error as AWSError where error.reason == .preconditionFailed {
            throw DeploymentError.aliasMoved(
                function: function.name, stageOption: target.stageOption,
                alias: try await current(function) ?? alias)
        }
    }
}
