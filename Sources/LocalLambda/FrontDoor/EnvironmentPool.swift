public import Host
import SystemPackage

/// The execution environments of one function: each runs one invocation at a time, and those that find none free wait
/// in the order they came.
public actor EnvironmentPool {
    private struct Member: Sendable {
        let number: Int
        let generation: Int
        let environment: any RehearsedEnvironment
        let log: LogTail
    }

    private let makeEnvironment:
        @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void) -> any RehearsedEnvironment
    private let onEvent: @Sendable (_ environment: Int, EnvironmentEvent) -> Void
    private let limit: Int
    private var plan: EnvironmentPlan
    private var generation = 0
    private var lastNumber = 0
    private var members: [Int: Member] = [:]
    private var idle: [Member] = []
    private var waiting: [CheckedContinuation<Member?, Never>] = []
    /// Environments that are ending because others take their place.
    private var retiring: [Int: Task<Void, Never>] = [:]
    private var ending: Task<Void, Never>?

    private var isEnding: Bool { ending != nil }

    /// Creates a pool; environments are made as they are needed.
    ///
    /// - Parameters:
    ///   - plan: what each is made from; each has a directory of its own below the work directory.
    ///   - limit: how many there may be at a time.
    ///   - onEvent: called as things happen, with the number of the environment.
    public init(
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
            -> any RehearsedEnvironment
    ) {
        self.plan = plan
        self.limit = max(1, limit)
        self.onEvent = onEvent
        self.makeEnvironment = makeEnvironment
    }

    /// Starts one environment before anybody asks for it.
    ///
    /// - Throws: what `ExecutionEnvironment.start` throws.
    public func warmUp() async throws {
        guard let member = try await acquire() else { return }
        release(member)
    }

    /// Runs one invocation to its end.
    ///
    /// - Parameter onDelivery: called with what the caller is told, as it comes.
    /// - Returns: the log of the invocation, where it was asked for.
    /// - Throws: `EnvironmentPoolError.ended`; what `ExecutionEnvironment.start` throws.
    @discardableResult
    public func invoke(
        _ invocation: Invocation, keepingLog keepsLog: Bool = false,
        onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async throws -> String {
        guard let member = try await acquire() else { throw EnvironmentPoolError.ended }
        if keepsLog { member.log.begin() }
        let result: Result<Void, any Error>
        do {
            result = .success(try await member.environment.invoke(invocation, onDelivery: onDelivery))
        } catch {
            result = .failure(error)
        }
        release(member)
        try result.get()
        return keepsLog ? member.log.end() : ""
    }

    /// Lets environments of another plan take the place of those there are; one that is busy ends afterwards.
    public func replace(with plan: EnvironmentPlan) async {
        self.plan = plan
        generation += 1
        let retired = idle
        idle = []
        for member in retired { retire(member) }
        for member in retired { await retiring[member.number]?.value }
    }

    /// Ends every environment as Lambda would; who waits is told that it is over.
    public func shutDown() async {
        let task = ending ?? Task { await endAll() }
        ending = task
        await task.value
    }

    private func endAll() async {
        let waiting = self.waiting
        self.waiting = []
        for waiter in waiting { waiter.resume(returning: nil) }
        idle = []
        let environments = members.values.map(\.environment)
        members = [:]
        await withTaskGroup { group in
            for environment in environments { group.addTask { await environment.shutDown(.spindown) } }
            for task in retiring.values { group.addTask { await task.value } }
        }
    }

    private func acquire() async throws -> Member? {
        while !isEnding {
            if let member = idle.popLast() { return member }
            if members.count < limit { return try await startMember() }
            let member = await withCheckedContinuation { waiting.append($0) }
            if let member { return member }
        }
        return nil
    }

    private func startMember() async throws -> Member? {
        lastNumber += 1
        let number = lastNumber
        var plan = plan
        plan.workDirectory = plan.workDirectory.appending("environment-\(number)")
        let (log, onEvent) = (LogTail(), onEvent)
        let environment = makeEnvironment(plan) { event in
            log.add(event)
            onEvent(number, event)
        }
        let member = Member(number: number, generation: generation, environment: environment, log: log)
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
        if waiting.isEmpty { idle.append(member) } else { passOn(member) }
    }

    private func retire(_ member: Member) {
        let number = member.number
        members[number] = nil
        retiring[number] = Task {
            await member.environment.shutDown(.spindown)
            retiring[number] = nil
        }
    }

    /// Wakes who has waited longest; without an environment it looks for one itself.
    private func passOn(_ member: Member?) {
        guard !waiting.isEmpty else { return }
        waiting.removeFirst().resume(returning: member)
    }
}

/// An invocation cannot run.
public enum EnvironmentPoolError: Error, Hashable {
    /// The environments are ending.
    case ended
}
