package import LambdaProtocol

/// What pools and rehearsals need of an execution environment; tests replace it.
package protocol InvocableEnvironment: Sendable {
    /// Goes through Init.
    func start() async throws
    /// Runs an invocation to its end.
    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    /// Runs an invocation whose caller can pause a streamed answer.
    func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    /// Stops all processes.
    func freeze() async throws
    /// Resumes all processes.
    func thaw() async throws
    /// Goes through Shutdown.
    func shutDown(_ reason: ShutdownReason) async
    /// The ID of a running process.
    func processID(of process: EnvironmentProcess) async -> Int32?
}

extension InvocableEnvironment {
    /// Runs an invocation whose caller accepts a streamed answer as it arrives.
    package func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        try await invoke(invocation, onDelivery: onDelivery)
    }
}

extension ExecutionEnvironment: InvocableEnvironment {}
