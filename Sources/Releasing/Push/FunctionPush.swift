import Host
package import Model

/// Gives one function on Lambda other code, without Terraform, for the inner loop.
///
/// The version `$LATEST` gets it, and no alias moves. Terraform does not notice: ``ForeignCode`` is how a deployment does.
package struct FunctionPush: Sendable {
    /// What happens during a push.
    package enum Event: Sendable, Hashable {
        /// Another change of the function has to end first.
        case waiting
        /// The archive is sent, to a bucket if there is one.
        case uploading(bucket: String?)
        /// Lambda changes the function.
        case updating
        /// The push was interrupted, and this is known.
        case stopped(Diagnostic)
    }

    /// The place.
    package let target: ReleaseTarget
    /// The function, as it is in the place.
    package let function: LambdaFunction
    private let aws: AWSCommandLine

    /// Prepares a push.
    ///
    /// - Parameter aws: the AWS command line, for the region of the target.
    package init(of function: LambdaFunction, to target: ReleaseTarget, with aws: AWSCommandLine) {
        self.function = function
        self.target = target
        self.aws = aws
    }

    /// Refuses a place that only deployments change.
    package static func check(_ target: ReleaseTarget, function: String) throws(PushError) {
        guard target.isProtected, let stage = target.place.stage else { return }
        throw .protected(stage: stage, function: function)
    }

    /// Asks for the code that the function has: one call, by whose answer the account is known, too.
    ///
    /// - Throws: ``ReleasedFunctionError``; ``WrongAccount``; `AWSError`; `CancellationError`.
    package func deployed() async throws -> DeployedCode {
        let code: DeployedCode
        do {
            let request = GetFunctionConfigurationRequest(function: function.deployedName)
            code = DeployedCode(version: try await aws.call(request))
        } catch let error as AWSError where error.reason == .notFound {
            // Other accounts do not have it either.
            if target.account != nil { _ = try await aws.deployer(to: target) }
            throw target.notDeployed(function)
        }
        if let account = target.account, account != code.account { _ = try await aws.deployer(to: target) }
        return code
    }

    /// Gives the function the code of an archive, if it has another, and waits until Lambda is done.
    ///
    /// - Parameter code: what the function had when it was asked for.
    /// - Throws: ``PushError``; `FunctionCallError`; `AWSError`; `CancellationError`.
    package func push(
        _ archive: PushedArchive, over code: DeployedCode, onEvent: @Sendable (Event) -> Void
    ) async throws -> PushResult {
        let name = function.deployedName
        guard code.architecture == archive.architecture else {
            throw PushError.otherArchitecture(
                function: function.name, archive: archive.architecture,
                deployed: code.version.architectures.first ?? Architecture.x86_64.rawValue,
                stageOption: target.stageOption)
        }
        var state = PushState.before
        do {
            var current = code.version
            if current.updateStatus == .inProgress {
                onEvent(.waiting)
                current = try await aws.waitForUpdate(of: name)
            }
            guard current.codeSHA256 != archive.codeHash || current.updateStatus != .successful else {
                return PushResult(way: .unchanged, version: current.version)
            }
            let clock = aws.host.clock
            let began = clock.monotonic
            let (source, way) = try await source(of: archive, onEvent: onEvent)
            let stored = clock.monotonic
            state = .asking
            if way == .direct { onEvent(.uploading(bucket: nil)) } else { onEvent(.updating) }
            let accepted = try await aws.call(
                UpdateFunctionCodeRequest(function: name, source: source, revisionID: current.revisionID))
            let sent = clock.monotonic
            state = .accepted
            onEvent(.updating)
            let final = try await settled(accepted)
            guard final.codeSHA256 == archive.codeHash else { throw PushError.otherCode(deployedName: name) }
            let uploaded = way == .direct ? sent : stored
            return PushResult(
                way: way, version: final.version, upload: way == .stored ? nil : uploaded - began,
                update: clock.monotonic - uploaded)
        } catch let error as CancellationError {
            onEvent(.stopped(state.diagnostic(about: name)))
            throw error
        }
    }

    /// The function after a change that Lambda accepted; a small one may be done at once.
    private func settled(_ version: DeployedVersion) async throws -> DeployedVersion {
        version.updateStatus == .successful ? version : try await aws.waitForUpdate(of: function.deployedName)
    }

    /// Where Lambda gets the code from: the file, or if that is too large the bucket, to which it is sent.
    private func source(
        of archive: PushedArchive, onEvent: (Event) -> Void
    ) async throws -> (UpdateFunctionCodeRequest.Source, PushResult.Way) {
        guard archive.sizeBytes > LambdaLimits.zippedBytes else { return (.file(archive.path), .direct) }
        guard let store = target.store else { throw PushError.tooLarge(bytes: archive.sizeBytes) }
        let bucket = store.bucket(in: target.region)
        let key = store.key(function: function.name, sha256: archive.sha256)
        onEvent(.uploading(bucket: bucket))
        let answer = try await aws.call(
            PutObjectRequest(
                bucket: bucket, key: key, file: archive.path, sha256: archive.codeHash, contentType: "application/zip"))
        return (.object(bucket: bucket, key: key, versionID: nil), answer == .existed ? .stored : .bucket)
    }

    /// What callers of the function's alias have to know after a push; `nil` if it has none.
    package var aliasNote: Diagnostic? {
        guard let alias = function.surroundings.alias else { return nil }
        let name = function.name
        return Diagnostic(
            .note, "push.alias-behind", "callers of the alias '\(alias)' do not get the pushed code",
            explanation: "The alias stays on its version; only a deployment moves it.",
            hints: [
                "try the pushed code: swiftlambda invoke \(name) --remote\(target.stageOption)",
                "give it to all callers: swiftlambda deploy \(name)\(target.stageOption)",
            ])
    }
}
