package import Host
package import LambdaProtocol
import Model
import NIOCore
import SystemPackage

/// One execution environment: a function's processes, the APIs they talk to, and the same lifecycle as on Lambda.
///
/// Everything runs on one event loop, which also serves the connections: a request is decided on and answered without a
/// change of thread.
package actor ExecutionEnvironment {
    nonisolated let loop: any EventLoop
    let plan: EnvironmentPlan
    let host: Host
    let onEvent: @Sendable (EnvironmentEvent) -> Void

    var machine: EnvironmentMachine
    var parts: EnvironmentParts?
    var isolation: IsolationLevel
    /// Why it is less isolated than intended.
    var weaknessReason: String?
    var processes: [EnvironmentProcess: RunningProcess] = [:]
    /// Programs that may still run, by a number assigned here.
    var present: [Int: any LaunchedProgram] = [:]
    var launchCount = 0
    var channels: [RequestToken: any Channel] = [:]
    var standIn: StandInClient?
    var alarms: [Alarm: Scheduled<Void>] = [:]
    var peakMemory = PeakMemory()
    var isFrozen = false
    var isConnected = false

    let firstMoment: ContinuousClock.Instant
    var state = EnvironmentState.new
    /// Why nothing could start at all, for a reason that lies with this machine.
    var startFailure: EnvironmentError?

    /// Runs on the event loop of the environment.
    nonisolated package var unownedExecutor: UnownedSerialExecutor { loop.executor.asUnownedSerialExecutor() }

    /// Creates an environment; nothing is created on disk or started yet.
    ///
    /// - Parameter onEvent: called from one thread at a time, as events occur.
    package init(_ plan: EnvironmentPlan, host: Host, onEvent: @escaping @Sendable (EnvironmentEvent) -> Void) {
        loop = LocalEventLoop.shared
        self.plan = plan
        self.host = host
        self.onEvent = onEvent
        machine = EnvironmentMachine(plan.settings)
        isolation = plan.isolation == .none || host.ownProgram == nil ? .machine : .full
        firstMoment = host.clock.monotonic
    }

    /// Unpacks the function and its layers, listens on loopback, and goes through Init.
    ///
    /// - Throws: `EnvironmentError`, `ArchiveError`, `FileError`. A failed Init does not throw: as on Lambda, the first
    ///   invocation tries again.
    package func start() async throws {
        guard case .new = state else { return }
        state = .preparing
        record(.unpacking)
        let (plan, host) = (plan, host)
        do {
            let directories = try await Self.unpack(plan, host)
            record(.unpacked)
            let extensions = try directories.extensions(files: host.files)
            try checkGoingOn()
            let server = try await APIServer.start(on: loop, receiver: self)
            prepare(directories, server: server, extensions: extensions)
            try checkGoingOn()
        } catch {
            await cleanUp()
            throw error
        }
        await withCheckedContinuation { continuation in
            state = .running(.initializing(continuation))
            handle(.start)
        }
        if let failure = startFailure {
            startFailure = nil
            await shutDown(.failure)
            throw failure
        }
    }

    /// Checks that nobody ended the environment during setup.
    private func checkGoingOn() throws {
        guard case .preparing = state else { throw CancellationError() }
    }

    /// Runs one invocation to its end; only one may run at a time.
    ///
    /// - Parameter onDelivery: called on the event loop with what the caller receives, as it arrives.
    package func invoke(
        _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async {
        await invoke(invocation, flow: nil, onDelivery: onDelivery)
    }

    /// Runs one invocation whose caller can pause a streamed answer.
    package func invoke(
        _ invocation: Invocation, flow: DeliveryFlow?, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
    ) async {
        guard case .running(.idle) = state else { return }
        if isFrozen { thaw() }
        await withCheckedContinuation { continuation in
            state = .running(.invoking(EnvironmentState.Call(onDelivery: onDelivery, flow: flow, waiter: continuation)))
            handle(.invoke(invocation))
        }
    }

    /// Stops all processes, as Lambda does between invocations.
    package func freeze() {
        guard !isFrozen else { return }
        isFrozen = true
        for process in processes.values { process.program.signal(.stop) }
        record(.frozen)
    }

    /// Resumes all processes.
    package func thaw() {
        guard isFrozen else { return }
        isFrozen = false
        for process in processes.values { process.program.signal(.proceed) }
        record(.thawed)
    }

    /// Goes through Shutdown, waits until every process has ended, and cleans up.
    package func shutDown(_ reason: ShutdownReason) async {
        switch state {
        case .preparing, .running: break
        case .new, .ending, .ended: return
        }
        thaw()
        await withCheckedContinuation { continuation in
            state = .ending(continuation, state.activity)
            handle(.shutdown(reason))
        }
        await cleanUp()
    }

    /// The ID of a running process.
    package func processID(of process: EnvironmentProcess) -> Int32? { processes[process]?.program.processID }

    private static func unpack(_ plan: EnvironmentPlan, _ host: Host) async throws -> EnvironmentDirectories {
        // Never on the event loop, which would block meanwhile.
        try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try EnvironmentDirectories(for: plan, files: host.files)
        }
    }

    private func prepare(_ directories: EnvironmentDirectories, server: APIServer, extensions: [String]) {
        var settings = plan.settings
        settings.extensions += extensions
        if let standIn = plan.standIn {
            if standIn == .insights, !settings.extensions.contains(standIn.extensionName) {
                settings.extensions.append(standIn.extensionName)
            }
            self.standIn = StandInClient(standIn)
        }
        settings.extensions.sort()
        machine = EnvironmentMachine(settings)
        let variables = LambdaVariables(
            address: server.address, settings: settings, region: plan.region,
            taskRoot: isolation.hasOwnFiles ? LambdaPaths.taskDirectory : directories.task.string,
            layerRoot: isolation.hasOwnFiles ? LambdaPaths.layersDirectory : directories.opt.string,
            temporaryDirectory: isolation.hasOwnFiles ? nil : directories.temporary.string,
            logStream: logStream, own: plan.variables, user: host.environment)
        parts = EnvironmentParts(directories: directories, server: server, variables: variables)
    }

    /// The log stream's name, in Lambda's format.
    private var logStream: String {
        let characters = "0123456789abcdef"
        let digits = (0..<32).map { _ in characters.randomElement() ?? "0" }
        return "local/[$LATEST]\(String(digits))"
    }

    /// Ends what is left, and removes the directories.
    private func cleanUp() async {
        for alarm in alarms.values { alarm.cancel() }
        alarms = [:]
        await parts?.server.stop()
        for channel in channels.values { channel.close(promise: nil) }
        channels = [:]
        for program in present.values { await program.waitUntilGone() }
        // A supervisor has already ended everything that its program started.
        if let server = parts?.server, host.ownProgram == nil {
            host.launcher.killStrays(withVariable: "AWS_LAMBDA_RUNTIME_API", value: server.address)
        }
        state = .ended
        do {
            try host.files.remove(plan.workDirectory)
        } catch {
            onEvent(.warning(.leftBehind(path: plan.workDirectory.string, reason: "\(error.reason)")))
        }
    }
}
