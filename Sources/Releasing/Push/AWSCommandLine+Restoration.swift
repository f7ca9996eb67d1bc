package import Model

extension AWSCommandLine {
    /// Gives a function the code of its artifact again, and waits until Lambda is done.
    ///
    /// - Parameters:
    ///   - function: the function, as it is in the target.
    ///   - key: the artifact's key in the bucket.
    ///   - store: the bucket.
    ///   - hash: the artifact's SHA-256 in base64.
    ///   - target: the place.
    /// - Returns: whether the function had other code.
    /// - Throws: ``ReleasedFunctionError``; ``PushError``; `FunctionCallError`; `AWSError`; `CancellationError`.
    package func restoreCode(
        of function: LambdaFunction, from key: String, in store: ArtifactStore, hash: String, target: ReleaseTarget
    ) async throws -> Bool {
        let name = function.deployedName
        // A change that is under way may bring the code itself.
        let current: DeployedVersion
        do {
            current = try await waitForUpdate(of: name)
        } catch let error as AWSError where error.reason == .notFound {
            throw target.notDeployed(function)
        } catch FunctionCallError.updateFailed {
            current = try await call(GetFunctionConfigurationRequest(function: name))
        }
        guard current.codeSHA256 != hash else { return false }
        let source = UpdateFunctionCodeRequest.Source.object(
            bucket: store.bucket(in: target.region), key: key, versionID: nil)
        let accepted = try await call(
            UpdateFunctionCodeRequest(function: name, source: source, revisionID: current.revisionID))
        let final = accepted.updateStatus == .successful ? accepted : try await waitForUpdate(of: name)
        guard final.codeSHA256 == hash else { throw PushError.otherCode(deployedName: name) }
        return true
    }
}
