package import Host
import LambdaProtocol
import LocalEnvironment
import SystemPackage

/// Takes a function through Init, invocations and Shutdown, repeatedly.
package struct Rehearser: Sendable {
    /// The number of repetitions that keep their log, and of further ones that keep it because they were not graceful.
    private static let detailed = 10

    private let host: Host
    private let makeEnvironment:
        @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void) -> any InvocableEnvironment

    /// Creates a rehearser of real functions.
    package init(host: Host) {
        self.init(host: host) { plan, onEvent in ExecutionEnvironment(plan, host: host, onEvent: onEvent) }
    }

    init(
        host: Host,
        makeEnvironment:
            @escaping @Sendable (EnvironmentPlan, @escaping @Sendable (EnvironmentEvent) -> Void)
            -> any InvocableEnvironment
    ) {
        self.host = host
        self.makeEnvironment = makeEnvironment
    }

    /// Rehearses.
    ///
    /// - Throws: `RelayError` if a variable cannot be relayed; the environment's errors if it cannot be set up;
    ///   `CancellationError` when interrupted, after the processes have ended.
    package func rehearse(
        _ request: RehearsalRequest, onProgress: @Sendable (RehearsalProgress) -> Void
    ) async throws -> Rehearsal {
        var request = request
        request.plan.settings.shutdown = ShutdownBudget.rehearsalTimes(user: request.budget)
        let relays = try await IdleRelays.start(request.dropIdle, variables: request.plan.variables)
        request.plan.variables.merge(relays.variables) { $1 }
        let result: Result<[RehearsalRun], any Error>
        do {
            result = .success(try await repeatedly(request, relays: relays, onProgress: onProgress))
        } catch {
            result = .failure(error)
        }
        await relays.stop()
        try host.files.remove(request.plan.workDirectory)
        return Rehearsal(subject: request.subject, runs: try result.get())
    }

    private func repeatedly(
        _ request: RehearsalRequest, relays: IdleRelays, onProgress: @Sendable (RehearsalProgress) -> Void
    ) async throws -> [RehearsalRun] {
        var runs: [RehearsalRun] = []
        for number in 1...max(1, request.repetitions) {
            try Task.checkCancellation()
            onProgress(.began(repetition: number, of: request.repetitions))
            var run = try await self.run(number, request, relays: relays)
            onProgress(.ended(run, of: request.repetitions))
            if !keepsLog(run, among: runs) { run.log = RehearsalLog() }
            runs.append(run)
        }
        return runs
    }

    private func keepsLog(_ run: RehearsalRun, among runs: [RehearsalRun]) -> Bool {
        if run.number <= Self.detailed { return true }
        return run.verdict != .graceful && runs.count { $0.verdict != .graceful } < Self.detailed
    }

    private func run(_ number: Int, _ request: RehearsalRequest, relays: IdleRelays) async throws -> RehearsalRun {
        let observer = DescriptorObserver(files: host.files, peerNames: relays.peerNames)
        let watch =
            observer.isAvailable ? DescriptorWatch(observer, exits: host.exits, clock: host.clock) : nil
        let recorder = RunRecorder(watch: watch, clock: host.clock)
        var plan = request.plan
        plan.workDirectory = plan.workDirectory.appending("repetition-\(number)")
        let environment = makeEnvironment(plan, recorder.record)
        let ending = EnvironmentEnding(environment)
        do {
            try await ending.whileRunning {
                try await environment.start()
                try await invoke(request, environment: environment, recorder: recorder, watch: watch, relays: relays)
                try Task.checkCancellation()
            }
        } catch {
            await ending.begin().value
            throw error
        }
        if let process = await environment.processID(of: .runtime) { watch?.shutdownBegins(group: process) }
        await ending.begin().value
        return RehearsalRun(
            number: number, timeline: recorder.timeline, userBudget: request.budget, log: recorder.log,
            descriptors: watch?.findings, failures: recorder.failures, dropped: relays.takeDropped(),
            circumstances: recorder.circumstances, rules: request.rules)
    }

    private func invoke(
        _ request: RehearsalRequest, environment: any InvocableEnvironment, recorder: RunRecorder,
        watch: DescriptorWatch?, relays: IdleRelays
    ) async throws {
        for number in stride(from: 1, through: request.subject.invocations, by: 1) {
            try Task.checkCancellation()
            // A function that ended is not started again just for that: the verdict is clear.
            guard !recorder.hasFailed else { return }
            try await environment.invoke(invocation(request.event)) { delivery in
                recorder.deliver(delivery, invocation: number)
            }
            if let process = await environment.processID(of: .runtime) { watch?.invocationEnded(group: process) }
            if let freeze = request.subject.freeze {
                try await pause(environment, for: freeze, relays: relays)
            }
        }
    }

    private func invocation(_ event: [UInt8]) -> Invocation {
        var random = SystemRandomNumberGenerator()
        return Invocation(
            requestID: Identifiers.requestID(using: &random), event: event,
            traceID: Identifiers.traceID(epochSeconds: Int64(host.clock.secondsSince1970), using: &random))
    }

    /// Stops the processes for a time, as Lambda does between two events, and drops idle connections meanwhile.
    private func pause(
        _ environment: any InvocableEnvironment, for duration: Duration, relays: IdleRelays
    ) async throws {
        try await environment.freeze()
        let result: Result<Void, any Error>
        do {
            let settling = min(duration / 2, .milliseconds(100))
            try await Task.sleep(for: settling)
            await relays.dropIdle()
            try await Task.sleep(for: duration - settling)
            result = .success(())
        } catch {
            result = .failure(error)
        }
        // Whatever happened, a stopped process would not see SIGTERM.
        try await environment.thaw()
        try result.get()
    }
}
