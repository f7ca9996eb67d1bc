import LibC
import Synchronization

/// Runs a child that gets SIGINT when the calling task is cancelled, and then has time to end by itself.
final class InterruptibleRun: Sendable {
    private struct State {
        /// The child, while it runs.
        var child: pid_t?
        var isCancelled = false
        /// Waits for the time to be up.
        var timer: Task<Void, Never>?
    }

    private let patience: Duration
    private let state = Mutex(State())

    init(patience: Duration) {
        self.patience = patience
    }

    /// Runs a body in a task of its own, which is cancelled only when the time after the SIGINT is up.
    ///
    /// - Parameter body: gets a closure that it calls with the child's identifier.
    /// - Throws: `CancellationError` if the calling task was cancelled, whatever the body did; the body's error.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (@escaping @Sendable (pid_t) -> Void) async throws -> Value
    ) async throws -> Value {
        try Task.checkCancellation()
        let run = Task { () async throws -> Value in
            try await body { child in self.started(child) }
        }
        let result = await withTaskCancellationHandler {
            await run.result
        } onCancel: {
            interrupt { run.cancel() }
        }
        ended()
        try Task.checkCancellation()
        return try result.get()
    }

    private func started(_ child: pid_t) {
        state.withLock { state in
            state.child = child
            if state.isCancelled { _ = kill(child, SIGINT) }
        }
    }

    /// - Parameter end: ends the child when its time is up.
    private func interrupt(orAfterwards end: @escaping @Sendable () -> Void) {
        let patience = patience
        state.withLock { state in
            state.isCancelled = true
            // A child that ended meanwhile needs no signal, so the status does not matter.
            if let child = state.child { _ = kill(child, SIGINT) }
            state.timer = Task {
                // Sleeping throws only if the child has ended, and then there is nothing to end.
                guard (try? await Task.sleep(for: patience)) != nil else { return }
                end()
            }
        }
    }

    private func ended() {
        state.withLock { state in
            state.child = nil
            state.timer?.cancel()
        }
    }
}
