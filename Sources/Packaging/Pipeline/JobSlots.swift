import Synchronization

/// A number of slots that work acquires before it starts and releases when it ends, in order of arrival.
final class JobSlots: Sendable {
    private struct Waiter {
        var number: Int
        var count: Int
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        var lastNumber = 0
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(free: count))
    }

    /// Whether a task is waiting.
    var hasWaiters: Bool { state.withLock { !$0.waiters.isEmpty } }

    /// Runs work when enough slots are free; never called for more than the total.
    ///
    /// - Throws: what the work throws; `CancellationError` if the task is cancelled while it waits.
    func occupying<Result: Sendable>(
        _ count: Int, _ work: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await take(count)
        defer { give(count) }
        return try await work()
    }

    private func take(_ count: Int) async throws {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isDecided: Result<Void, any Error>? = state.withLock { state in
                    // If the task is cancelled after this point, the handler below finds the waiter.
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.waiters.isEmpty, state.free >= count {
                        state.free -= count
                        return .success(())
                    }
                    state.waiters.append(Waiter(number: number, count: count, continuation: continuation))
                    return nil
                }
                if let isDecided { continuation.resume(with: isDecided) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiters.firstIndex { $0.number == number }.map { state.waiters.remove(at: $0) }
            }
            waiter?.continuation.resume(throwing: CancellationError())
            give(0)
        }
    }

    /// Releases slots, and resumes the tasks that waited for them.
    private func give(_ count: Int) {
        let ready = state.withLock { state in
            state.free += count
            var ready: [Waiter] = []
            while let first = state.waiters.first, first.count <= state.free {
                state.free -= first.count
                ready.append(state.waiters.removeFirst())
            }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}

/// Work that several tasks await, done once, when the first of them needs it.
actor SharedWork<Value: Sendable> {
    private let work: @Sendable () async throws -> Value
    private var task: Task<Value, any Error>?

    init(_ work: @escaping @Sendable () async throws -> Value) {
        self.work = work
    }

    var value: Value {
        get async throws {
            let task = task ?? Task { try await work() }
            self.task = task
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }
}

/// Transforms all elements concurrently, and returns the results in order; the first error cancels the others.
func inOrder<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ work: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for (index, element) in elements.enumerated() {
            group.addTask { (index, try await work(element)) }
        }
        var results: [(index: Int, result: Result)] = []
        for try await result in group { results.append(result) }
        return results.sorted { $0.index < $1.index }.map(\.result)
    }
}
