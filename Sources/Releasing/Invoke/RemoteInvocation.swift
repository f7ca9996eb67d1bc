package import Model

/// One invocation of a function on Lambda, and its answer.
package struct RemoteInvocation: Sendable, Hashable {
    /// The version that ran: a number, or `$LATEST`.
    package var version: String?
    /// Whether the function failed; the response then describes the error.
    package var hasFailed: Bool
    /// The response.
    package var response: [UInt8]
    /// The last lines of the log, up to 4 KB.
    package var logTail: String

    /// Creates an answer.
    package init(version: String?, hasFailed: Bool, response: [UInt8], logTail: String) {
        self.version = version
        self.hasFailed = hasFailed
        self.response = response
        self.logTail = logTail
    }

    /// Invokes a function once.
    ///
    /// - Parameters:
    ///   - function: the function, as it is in the target.
    ///   - qualifier: a version or an alias; `nil` for the code that was pushed or deployed last.
    ///   - aws: the AWS command line, for the region of the target.
    /// - Throws: ``ReleasedFunctionError``; ``WrongAccount``; `FunctionCallError`; `AWSError`; `CancellationError`.
    package static func invoke(
        _ function: LambdaFunction, in target: ReleaseTarget, qualifier: String?, event: [UInt8],
        with aws: AWSCommandLine
    ) async throws -> RemoteInvocation {
        if target.account != nil { _ = try await aws.deployer(to: target) }
        let invocation: Invocation
        do {
            invocation = try await aws.invoke(
                function.deployedName, qualifier: qualifier, event: event, timeout: function.timeout)
        } catch let error as AWSError where error.reason == .notFound {
            guard let qualifier else { throw target.notDeployed(function) }
            throw ReleasedFunctionError.noQualifier(
                qualifier, function: function.name, deployedName: function.deployedName, region: target.region.name,
                stageOption: target.stageOption)
        }
        return RemoteInvocation(
            version: invocation.head.version, hasFailed: !invocation.isSuccess, response: invocation.response,
            logTail: invocation.head.logTail)
    }
}
