import Host

extension AWSCommandLine {
    /// Waits until Lambda is done with a change of a function or of a version.
    ///
    /// - Returns: the function as it is then.
    /// - Throws: `FunctionCallError` if the change fails or takes too long; `AWSError`; `CancellationError`.
    func waitForUpdate(
        of function: String, qualifier: String? = nil, limit: Duration = .seconds(300)
    ) async throws -> DeployedVersion {
        let start = host.clock.monotonic
        var pauses = PollingPauses(limit: limit)
        while true {
            let version = try await call(GetFunctionConfigurationRequest(function: function, qualifier: qualifier))
            switch version.updateStatus {
            case .successful: return version
            case .failed(let code, let reason):
                throw FunctionCallError.updateFailed(function: function, code: code, reason: reason)
            case .inProgress:
                guard let pause = pauses.pause(after: host.clock.monotonic - start) else {
                    throw FunctionCallError.updateTimeout(function: function, limit: limit)
                }
                try await host.clock.sleep(for: pause)
            }
        }
    }
}
