import Host
import Synchronization

/// What a rehearsal needs of an execution environment; tests put another in its place.
protocol RehearsedEnvironment: Sendable {
    func start() async throws
    func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    /// Runs an invocation whose caller may stop a streamed answer.
    func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws
    func freeze() async throws
    func thaw() async throws
    func shutDown(_ reason: ShutdownReason) async
    func processID(of process: EnvironmentProcess) async -> Int32?
}

extension RehearsedEnvironment {
    func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws {
        try await invoke(invocation, onDelivery: onDelivery)
    }
}

extension ExecutionEnvironment: RehearsedEnvironment {}

/// The one Shutdown of an environment, which several may ask for and wait for.
final class EnvironmentEnding: Sendable {
    private let environment: any RehearsedEnvironment
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ environment: any RehearsedEnvironment) {
        self.environment = environment
    }

    /// Begins it, unless it has begun.
    @discardableResult
    func begin() -> Task<Void, Never> {
        task.withLock { [environment] task in
            // A task of its own, which a cancelled one does not cancel.
            let begun = task ?? Task { await environment.shutDown(.spindown) }
            task = begun
            return begun
        }
    }

    /// Runs a body that ends early with the environment where the task is cancelled.
    func whileRunning<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            begin()
        }
    }
}
