import Host

extension AWSCommandLine {
    /// Asks who the credentials belong to, and compares the account with that of a place.
    ///
    /// - Throws: ``WrongAccount``; `AWSError`; `CancellationError`.
    package func deployer(to target: ReleaseTarget) async throws -> DeploymentRecord.Deployer {
        let identity = try await call(GetCallerIdentityRequest())
        if let account = target.account, account != identity.account {
            throw WrongAccount(
                place: target.words, expected: account, found: identity.account, arn: identity.arn,
                profile: AWSEnvironment.profile(in: host.environment))
        }
        return DeploymentRecord.Deployer(arn: identity.arn, account: identity.account)
    }
}
