package import Host
package import LambdaProtocol
import Synchronization
import SystemPackage

/// The execution environments of one function: each runs one invocation at a time; invocations that find none free wait
/// in order of arrival.
///
/// An environment that has served one tenant never serves another (developer guide, "Tenant isolation mode").
package actor EnvironmentPool {
    /// Whose events an environment accepts.
    private enum Tenancy: Hashable {
        /// Anyone's, because it has not served any yet.
        case open
        /// Only those of one tenant, or only those without a tenant.
        case of(String?)
    }

    private struct Member: Sendable {
        let number: Int
        let generation: Int
        let environment: any InvocableEnvironment
        let log: LogTail
        var tenancy: Tenancy

        func serves(_ wanted: Tenancy) -> Bool { tenancy == .open || tenancy == wanted || wanted == .open }
    }

    private struct Waiter {
        let tenancy: Tenancy
        let bytes: Int
        let continuation: CheckedContinuation<Member?, Never>
    }

    /// How many invocations can wait, and the most bytes of their events together; Lambda throttles far earlier.
    static let mostWaiting = 1_000
    static let mostWaitingBytes = 128 << 20

    private let makeEnvironment:
        @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void) -> any InvocableEnvironment
    private let onEvent: @Sendable (_ environment: Int, EnvironmentEvent) -> Void
    private let limit: Int
    private var plan: EnvironmentPlan
    private var generation = 0
    private var lastNumber = 0
    private var members: [Int: Member] = [:]
    private var idle: [Member] = []
    private var waiting: [Waiter] = []
    private var waitingBytes = 0
    /// Environments that are ending to make room for others.
    private var retiring: [Int: Task<Void, Never>] = [:]
    private var ending: Task<Void, Never>?

    private var isEnding: Bool { ending != nil }

    /// How many invocations wait for an environment.
    var waitingCount: Int { waiting.count }

    /// Creates a pool; environments are created on demand.
    ///
    /// - Parameters:
    ///   - plan: what each is made from; each gets its own directory below the work directory.
    ///   - limit: the most environments at a time.
    ///   - onEvent: called as events occur, with the number of the environment.
    package init(
        _ plan: EnvironmentPlan, limit: Int = 1, host: Host,
        onEvent: @escaping @Sendable (_ environment: Int, EnvironmentEvent) -> Void
    ) {
        self.init(plan, limit: limit, onEvent: onEvent) { plan, onEvent in
            ExecutionEnvironment(plan, host: host, onEvent: onEvent)
        }
    }

    init(
        _ plan: EnvironmentPlan, limit: Int,
        onEvent: @escaping @Sendable (_ environment: Int, EnvironmentEvent) -> Void,
        makeEnvironment:
            @escaping @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void)
            -> any InvocableEnvironment
    ) {
        self.plan = plan
        self.limit = max(1, limit)
        self.onEvent = onEvent
        self.makeEnvironment = makeEnvironment
    }

    /// Starts one environment in advance.
    ///
    /// - Throws: what `ExecutionEnvironment.start` throws.
    package func warmUp() async throws {
        guard let member = try await acquire(.open) else { return }
        release(member)
    }

    /// Runs one invocation to its end.
    ///
    /// - Parameters:
    ///   - flow: lets the caller pause a streamed answer.
    ///   - onAdmission: called once the invocation is certain to have an environment or a place in the queue.
    ///   - onDelivery: called with what the caller receives, as it arrives.
    /// - Returns: the log of the invocation, if requested.
    /// - Throws: `EnvironmentPoolError`, also if the invocation ended without an answer; what
    ///   `ExecutionEnvironment.start` throws.
    @discardableResult
    package func invoke(
        _ invocation: Invocation, keepingLog keepsLog: Bool = false, flow: DeliveryFlow? = nil,
        onAdmission: @Sendable () -> Void = {},
        onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws -> String {
        let wanted = Tenancy.of(invocation.tenantID)
        guard let member = try await acquire(wanted, bytes: invocation.event.count, onAdmission: onAdmission) else {
            throw EnvironmentPoolError.ended
        }
        if keepsLog { member.log.begin() }
        let isAnswered = Mutex(false)
        let result: Result<Void, any Error>
        do {
            try await member.environment.invoke(invocation, flow: flow) { delivery in
                switch delivery {
                case .complete, .streamEnded: isAnswered.withLock { $0 = true }
                case .streamStarted, .streamPart: break
                }
                onDelivery(delivery)
            }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        release(member)
        try result.get()
        guard isAnswered.withLock({ $0 }) else {
            throw isEnding ? EnvironmentPoolError.ended : EnvironmentPoolError.noAnswer
        }
        return keepsLog ? member.log.end() : ""
    }

    /// Replaces the environments by those of another plan; a busy one ends afterwards.
    package func replace(with plan: EnvironmentPlan) async {
        self.plan = plan
        generation += 1
        let retired = idle
        idle = []
        for member in retired { retire(member) }
        for member in retired { await retiring[member.number]?.value }
    }

    /// Ends every environment as Lambda would, and notifies everyone who waits.
    package func shutDown() async {
        let task = ending ?? Task { await endAll() }
        ending = task
        await task.value
    }

    private func endAll() async {
        let waiting = self.waiting
        self.waiting = []
        for waiter in waiting { waiter.continuation.resume(returning: nil) }
        idle = []
        let environments = members.values.map(\.environment)
        members = [:]
        await withTaskGroup { group in
            for environment in environments { group.addTask { await environment.shutDown(.spindown) } }
            for task in retiring.values { group.addTask { await task.value } }
        }
    }

    private func acquire(
        _ tenancy: Tenancy, bytes: Int = 0, onAdmission: @Sendable () -> Void = {}
    ) async throws -> Member? {
        var isAdmitted = false
        func admit() {
            if !isAdmitted { onAdmission() }
            isAdmitted = true
        }
        while !isEnding {
            if let member = takeIdle(tenancy) {
                admit()
                return member
            }
            // The longest idle environment of another tenant makes room.
            if members.count >= limit, !idle.isEmpty { retire(idle.removeFirst()) }
            if members.count < limit {
                admit()
                return try await startMember(tenancy)
            }
            guard waiting.count < Self.mostWaiting, waitingBytes + bytes <= Self.mostWaitingBytes else {
                throw EnvironmentPoolError.tooManyWaiting
            }
            admit()
            waitingBytes += bytes
            let member = await withCheckedContinuation { continuation in
                waiting.append(Waiter(tenancy: tenancy, bytes: bytes, continuation: continuation))
            }
            waitingBytes -= bytes
            if let member { return member }
        }
        return nil
    }

    private func takeIdle(_ tenancy: Tenancy) -> Member? {
        guard let index = idle.lastIndex(where: { $0.serves(tenancy) }) else { return nil }
        return claim(idle.remove(at: index), for: tenancy)
    }

    private func claim(_ member: Member, for tenancy: Tenancy) -> Member {
        var member = member
        if member.tenancy == .open { member.tenancy = tenancy }
        return member
    }

    private func startMember(_ tenancy: Tenancy) async throws -> Member? {
        lastNumber += 1
        let number = lastNumber
        var plan = plan
        plan.workDirectory = plan.workDirectory.appending("environment-\(number)")
        let (log, onEvent) = (LogTail(), onEvent)
        let environment = makeEnvironment(plan) { event in
            log.add(event)
            onEvent(number, event)
        }
        let member = Member(
            number: number, generation: generation, environment: environment, log: log, tenancy: tenancy)
        members[number] = member
        do {
            try await environment.start()
        } catch {
            members[number] = nil
            passOn(nil)
            throw error
        }
        // It may have been ended while it started.
        return isEnding ? nil : member
    }

    private func release(_ member: Member) {
        guard !isEnding else { return }
        guard member.generation == generation else {
            retire(member)
            return passOn(nil)
        }
        guard let first = waiting.first else {
            idle.append(member)
            return
        }
        guard member.serves(first.tenancy) else {
            retire(member)
            return passOn(nil)
        }
        passOn(claim(member, for: first.tenancy))
    }

    private func retire(_ member: Member) {
        let number = member.number
        members[number] = nil
        retiring[number] = Task {
            await member.environment.shutDown(.spindown)
            retiring[number] = nil
        }
    }

    /// Wakes the invocation that has waited longest; it looks for an environment itself if it gets none.
    private func passOn(_ member: Member?) {
        guard !waiting.isEmpty else { return }
        waiting.removeFirst().continuation.resume(returning: member)
    }
}
