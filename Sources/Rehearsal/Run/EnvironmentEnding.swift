import LambdaProtocol
import LocalEnvironment
import Synchronization

/// An environment's single Shutdown, which several tasks can request and await.
final class EnvironmentEnding: Sendable {
    private let environment: any InvocableEnvironment
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(_ environment: any InvocableEnvironment) {
        self.environment = environment
    }

    /// Begins it, if it has not begun.
    @discardableResult
    func begin() -> Task<Void, Never> {
        task.withLock { [environment] task in
            // A separate task, which the caller's cancellation does not cancel.
            let begun = task ?? Task { await environment.shutDown(.spindown) }
            task = begun
            return begun
        }
    }

    /// Runs a body that ends early with the environment if the task is cancelled.
    func whileRunning<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await withTaskCancellationHandler {
            try await body()
        } onCancel: {
            begin()
        }
    }
}
