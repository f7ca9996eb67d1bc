import Synchronization
import Testing

@testable import Packaging

/// How much goes on now, and how much did at most.
private final class Gauge: Sendable {
    private let state = Mutex((now: 0, most: 0))

    var now: Int { state.withLock { $0.now } }
    var most: Int { state.withLock { $0.most } }

    func change(by amount: Int) {
        state.withLock { state in
            state.now += amount
            state.most = max(state.most, state.now)
        }
    }
}

@Suite struct JobSlotsTests {
    /// At most as many tasks run as there are slots.
    @Test(arguments: [1, 2, 3])
    func limit(count: Int) async throws {
        let slots = JobSlots(count)
        let gauge = Gauge()
        try await withThrowingTaskGroup { group in
            for number in 0..<40 {
                let size = number % count + 1
                group.addTask {
                    try await slots.occupying(size) {
                        gauge.change(by: size)
                        await Task.yield()
                        gauge.change(by: -size)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(gauge.now == 0)
        #expect(gauge.most == count)
    }

    /// A task cancelled while waiting does not block others.
    @Test func cancellation() async throws {
        let slots = JobSlots(2)
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let holder = Task {
            try await slots.occupying(1) {
                beginning.yield()
                for await _ in released {}
            }
        }
        for await _ in began { break }
        let greedy = Task { try await slots.occupying(2) {} }
        while !slots.hasWaiters { await Task.yield() }
        let modest = Task { try await slots.occupying(1) { "done" } }
        greedy.cancel()
        await #expect(throws: CancellationError.self) { try await greedy.value }
        #expect(try await modest.value == "done")
        release.finish()
        try await holder.value
    }

    @Test func theFirstErrorCancelsTheOthers() async {
        struct Failure: Error {}
        await #expect(throws: Failure.self) {
            try await inOrder([0, 1, 2]) { number in
                if number == 1 { throw Failure() }
                try await Task.sleep(for: .seconds(600))
            }
        }
    }

    @Test func resultsComeInTheOrderOfTheirElements() async throws {
        let results = try await inOrder([30, 20, 10]) { number in
            try await Task.sleep(for: .milliseconds(number))
            return number
        }
        #expect(results == [30, 20, 10])
    }

    @Test func buildsShareTheSlots() {
        #expect(JobLimit(count: 8).share(ofBuilds: 2) == 4)
        #expect(JobLimit(count: 1).share(ofBuilds: 2) == 1)
        #expect(JobLimit(count: 3).share(ofBuilds: 1) == 3)
        #expect(JobLimit(count: 0).count == 1)
    }
}
