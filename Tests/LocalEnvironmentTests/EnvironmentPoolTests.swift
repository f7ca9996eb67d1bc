import LambdaProtocol
import LocalTestSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import LocalEnvironment

@Suite
struct EnvironmentPoolTests {
    private let environments = FakeEnvironments()

    private func pool(limit: Int = 1, holding: Bool = false, startErrors: Int = 0) -> EnvironmentPool {
        let remaining = Mutex(startErrors)
        return EnvironmentPool(FakeEnvironment.plan, limit: limit, onEvent: { _, _ in }) {
            [environments] plan, onEvent in
            let fails = remaining.withLock { count in
                count -= 1
                return count >= 0
            }
            return environments.make(
                FakeEnvironment(
                    plan, onEvent: onEvent, holdsInvocations: holding,
                    startError: fails ? EnvironmentError.cannotListen(reason: "no") : nil))
        }
    }

    private func invocation(_ name: String) -> Invocation { Invocation(requestID: name, event: [], traceID: "") }

    /// Waits for what another task does.
    private func wait(until isTrue: () -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while !isTrue() {
            try #require(ContinuousClock.now < end)
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func oneEnvironmentServesOneAfterTheOther() async throws {
        let pool = pool()
        try await pool.warmUp()
        for name in ["a", "b"] { try await pool.invoke(invocation(name), onDelivery: { _ in }) }
        await pool.shutDown()
        #expect(environments.all.map(\.steps) == [[.started, .invoked("a"), .invoked("b"), .shutDown]])
        #expect(environments.all.first?.plan.workDirectory == "/scratch/environment-1")
    }

    @Test func whoFindsNoneFreeWaitsInTheOrderOfComing() async throws {
        let pool = pool(holding: true)
        try await withThrowingTaskGroup { group in
            for name in ["a", "b", "c"] {
                group.addTask { try await pool.invoke(self.invocation(name), onDelivery: { _ in }) }
                try await Task.sleep(for: .milliseconds(30))
            }
            for count in 2...4 {
                try await wait { environments.all.first?.steps.count == count }
                environments.all.first?.letGo()
            }
            try await group.waitForAll()
        }
        #expect(environments.all.count == 1)
        #expect(environments.all.first?.steps.count == 4)
        await pool.shutDown()
    }

    @Test func thereAreAsManyEnvironmentsAsAllowed() async throws {
        let pool = pool(limit: 2, holding: true)
        try await withThrowingTaskGroup { group in
            for name in ["a", "b", "c"] {
                group.addTask { try await pool.invoke(self.invocation(name), onDelivery: { _ in }) }
            }
            try await wait { environments.all.filter { $0.steps.count == 2 }.count == 2 }
            environments.all.first?.letGo()
            try await wait { environments.all.map(\.steps.count).reduce(0, +) == 5 }
            for environment in environments.all { environment.letGo() }
            try await group.waitForAll()
        }
        #expect(environments.all.count == 2)
        await pool.shutDown()
        #expect(environments.all.allSatisfy { $0.steps.last == .shutDown })
    }

    @Test func anotherPlanTakesThePlaceOfTheFirst() async throws {
        let pool = pool()
        try await pool.warmUp()
        var plan = FakeEnvironment.plan
        plan.code = "/other"
        await pool.replace(with: plan)
        try await pool.invoke(invocation("a"), onDelivery: { _ in })
        #expect(environments.all.map(\.plan.code) == ["/code", "/other"])
        #expect(environments.all.first?.steps == [.started, .shutDown])
        await pool.shutDown()
    }

    @Test func aBusyEnvironmentEndsAfterItsInvocation() async throws {
        let pool = pool(holding: true)
        async let invoked = pool.invoke(invocation("a"), onDelivery: { _ in })
        try await wait { environments.all.first?.steps.count == 2 }
        await pool.replace(with: FakeEnvironment.plan)
        #expect(environments.all.first?.steps.last == .invoked("a"))
        environments.all.first?.letGo()
        _ = try await invoked
        try await wait { environments.all.first?.steps.last == .shutDown }
        await pool.shutDown()
    }

    @Test func whoWaitsAtTheEndIsTold() async throws {
        let pool = pool(holding: true)
        async let first = pool.invoke(invocation("a"), onDelivery: { _ in })
        try await wait { environments.all.first?.steps.count == 2 }
        let second = Task { try await pool.invoke(invocation("b"), onDelivery: { _ in }) }
        try await Task.sleep(for: .milliseconds(30))
        await pool.shutDown()
        _ = try await first
        await #expect(throws: EnvironmentPoolError.ended) { try await second.value }
        await #expect(throws: EnvironmentPoolError.ended) {
            try await pool.invoke(invocation("c"), onDelivery: { _ in })
        }
    }

    @Test func aStartThatFailsIsToldAndTheNextOneTries() async throws {
        let pool = pool(startErrors: 1)
        await #expect(throws: EnvironmentError.self) { try await pool.warmUp() }
        try await pool.invoke(invocation("a"), onDelivery: { _ in })
        await pool.shutDown()
        #expect(environments.all.count == 2)
    }

    @Test func anInvocationThatEndsWithoutAnAnswerIsNoSuccess() async throws {
        let pool = EnvironmentPool(FakeEnvironment.plan, limit: 1, onEvent: { _, _ in }) { plan, onEvent in
            FakeEnvironment(plan, onEvent: onEvent, answer: { _ in [.streamStarted(contentType: "text/plain")] })
        }
        await #expect(throws: EnvironmentPoolError.noAnswer) {
            try await pool.invoke(invocation("a"), onDelivery: { _ in })
        }
        await pool.shutDown()
    }

    private func invocation(_ name: String, of tenant: String?) -> Invocation {
        Invocation(requestID: name, event: [], traceID: "", tenantID: tenant)
    }

    @Test func eachTenantHasEnvironmentsOfItsOwn() async throws {
        let pool = pool(limit: 3)
        try await pool.warmUp()
        for (name, tenant) in [("a", "blue"), ("b", "green"), ("c", "blue"), ("d", nil), ("e", "green"), ("f", nil)] {
            try await pool.invoke(invocation(name, of: tenant), onDelivery: { _ in })
        }
        let invoked = environments.all.map { environment in
            environment.steps.compactMap { step -> String? in
                guard case .invoked(let name) = step else { return nil }
                return name
            }
        }
        #expect(invoked == [["a", "c"], ["b", "e"], ["d", "f"]])
        await pool.shutDown()
    }

    @Test func whoHasBeenIdleForLongestMakesRoom() async throws {
        let pool = pool(limit: 2)
        for (name, tenant) in [("a", "blue"), ("b", "green"), ("c", "blue"), ("d", "red"), ("e", "blue")] {
            try await pool.invoke(invocation(name, of: tenant), onDelivery: { _ in })
        }
        #expect(environments.all.map { $0.steps.contains(.invoked("e")) } == [true, false, false])
        await pool.shutDown()
    }

    @Test func anEnvironmentMakesRoomForAnotherTenant() async throws {
        let pool = pool()
        try await pool.invoke(invocation("a", of: "blue"), onDelivery: { _ in })
        try await pool.invoke(invocation("b", of: "green"), onDelivery: { _ in })
        try await wait { environments.all.first?.steps.last == .shutDown }
        let begun = environments.all.map { $0.steps.prefix(2) }
        #expect(begun == [[.started, .invoked("a")], [.started, .invoked("b")]])
        await pool.shutDown()
    }

    @Test func whoWaitsForAnotherTenantsEnvironmentGetsOneOfItsOwn() async throws {
        let pool = pool(holding: true)
        async let first = pool.invoke(invocation("a", of: "blue"), onDelivery: { _ in })
        try await wait { environments.all.first?.steps.count == 2 }
        async let second = pool.invoke(invocation("b", of: "green"), onDelivery: { _ in })
        try await waitForWaiting(1, in: pool)
        environments.all.first?.letGo()
        try await wait { environments.all.count == 2 && environments.all[1].steps.count == 2 }
        environments.all[1].letGo()
        _ = try await (first, second)
        #expect(environments.all[1].steps == [.started, .invoked("b")])
        await pool.shutDown()
    }

    private func waitForWaiting(_ count: Int, in pool: EnvironmentPool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while await pool.waitingCount != count {
            try #require(ContinuousClock.now < end)
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func noMoreThanSoManyBytesWait() async throws {
        let pool = pool(holding: true)
        async let first = pool.invoke(invocation("a"), onDelivery: { _ in })
        try await wait { environments.all.first?.steps.count == 2 }
        let large = [UInt8](repeating: 0, count: EnvironmentPool.mostWaitingBytes)
        let second = Task {
            try await pool.invoke(Invocation(requestID: "b", event: large, traceID: ""), onDelivery: { _ in })
        }
        try await waitForWaiting(1, in: pool)
        let isAdmitted = Mutex(false)
        await #expect(throws: EnvironmentPoolError.tooManyWaiting) {
            try await pool.invoke(
                Invocation(requestID: "c", event: [0], traceID: ""),
                onAdmission: { isAdmitted.withLock { $0 = true } }, onDelivery: { _ in })
        }
        #expect(!isAdmitted.withLock { $0 })
        for count in 2...3 {
            try await wait { environments.all.first?.steps.count == count }
            environments.all.first?.letGo()
        }
        _ = try await (first, second.value)
        await pool.shutDown()
    }

    @Test func theLogOfAnInvocationIsKeptForWhoAsks() async throws {
        let pool = pool()
        #expect(try await pool.invoke(invocation("a"), keepingLog: true, onDelivery: { _ in }) == "START\nREPORT\n")
        #expect(try await pool.invoke(invocation("a"), onDelivery: { _ in }) == "")
        await pool.shutDown()
    }
}
