import LambdaProtocol
import LocalEnvironment
import Synchronization

/// The one Shutdown of an environment, which several may ask for and wait for.
final class EnvironmentEnding: Sendable {
    private let environment: any InvocableEnvironment
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ environment: any InvocableEnvironment) {
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
