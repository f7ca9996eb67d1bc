import Model

extension Deployment {
    /// Gives functions their versions, smoke events and aliases.
    ///
    /// Each step is done for all functions before the next, so that a version that fails leaves all aliases where they are.
    ///
    /// - Parameter isFirst: whether nothing was done before, so that the record has to be written first.
    func finish(_ names: [String], in session: DeploymentSession, isFirst: Bool) async throws {
        let functions = target.functions.filter { names.contains($0.name) }
        var isRecorded = isFirst
        for function in functions where function.surroundings.publishesVersions {
            try await session.perform(.publish, of: function.name, isRecorded: isRecorded) {
                try await publish(function, in: session)
            }
            isRecorded = false
        }
        for function in functions {
            guard let event = request.smokeEvents[function.name] else { continue }
            try await session.perform(.smoke, of: function.name, isRecorded: isRecorded) {
                try await smoke(function, event: event, in: session)
            }
            isRecorded = false
        }
        let shifting = functions.filter { $0.surroundings.alias != nil }
        guard !shifting.isEmpty else { return }
        try await shift(shifting, in: session)
    }

    /// Finds the version that Terraform published.
    private func publish(_ function: LambdaFunction, in session: DeploymentSession) async throws {
        let versions = try await aws.call(ListVersionsRequest(function: function.deployedName))
        let newest = versions.filter { Int($0.version) != nil }.max { (Int($0.version) ?? 0) < (Int($1.version) ?? 0) }
        let wanted = await session.record.functions.first { $0.name == function.name }?.codeHash
        guard let newest, newest.codeSHA256 == wanted else {
            throw DeploymentError.otherVersion(function: function.name, version: newest?.version)
        }
        let version = newest.version
        await session.update(function.name) { $0.versionAfter = version }
        observer(.version(function: function.name, version: version))
    }

    /// Sends a version its smoke event.
    private func smoke(_ function: LambdaFunction, event: [UInt8], in session: DeploymentSession) async throws {
        let version =
            function.surroundings.publishesVersions
            ? await session.record.functions.first { $0.name == function.name }?.versionAfter : nil
        _ = try await aws.waitForUpdate(of: function.deployedName, qualifier: version)
        let invocation = try await aws.invoke(
            function.deployedName, qualifier: version, event: event, timeout: function.timeout)
        guard !invocation.isSuccess else { return }
        let log = invocation.head.logTail.split(whereSeparator: \.isNewline).suffix(10).map(String.init)
        throw DeploymentError.smoke(
            DeploymentError.SmokeFailure(
                function: function.name, version: version, alias: function.surroundings.alias,
                kind: invocation.head.functionError ?? "status \(invocation.head.status)",
                response: String(String(decoding: invocation.response.prefix(4_096), as: UTF8.self).prefix(500)),
                log: log))
    }

    /// The alias of a function as it is; `nil` if the function or the alias does not exist.
    func alias(of function: LambdaFunction) async throws -> RecordedFunction.Alias? {
        guard let name = function.surroundings.alias else { return nil }
        do {
            let alias = try await aws.call(GetAliasRequest(function: function.deployedName, alias: name))
            return RecordedFunction.Alias(alias)
        } catch let error as AWSError where error.reason == .notFound {
            return nil
        }
    }
}

extension RecordedFunction.Alias {
    /// The alias as Lambda describes it.
    init(_ alias: DeployedAlias) {
        self.init(
            name: alias.name, version: alias.version, weights: alias.weights.filter { $0.value > 0 },
            revision: alias.revisionID)
    }
}
