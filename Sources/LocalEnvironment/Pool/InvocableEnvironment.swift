package import LambdaProtocol

/// What pools and rehearsals need of an execution environment; tests put another in its place.
package protocol InvocableEnvironment: Sendable {
    /// Goes through Init.
    func start() async throws
    /// Runs an invocation to its end.
    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    /// Runs an invocation whose caller may stop a streamed answer.
    func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    /// Stops all processes.
    func freeze() async throws
    /// Lets all processes go on.
    func thaw() async throws
    /// Goes through Shutdown.
    func shutDown(_ reason: ShutdownReason) async
    /// The number of a process that runs.
    func processID(of process: EnvironmentProcess) async -> Int32?
}

extension InvocableEnvironment {
    /// Runs an invocation whose caller takes a streamed answer as it comes.
    package func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        try await invoke(invocation, onDelivery: onDelivery)
    }
}

extension ExecutionEnvironment: InvocableEnvironment {}
