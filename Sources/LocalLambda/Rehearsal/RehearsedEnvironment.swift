import Host

/// What a rehearsal needs of an execution environment; tests put another in its place.
protocol RehearsedEnvironment: Sendable {
    func start() async throws
    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    func freeze() async throws
    func thaw() async throws
    func shutDown(_ reason: ShutdownReason) async
    func processID(of process: EnvironmentProcess) async -> Int32?
}

extension ExecutionEnvironment: RehearsedEnvironment {}
