import Host
import Synchronization

/// What was seen of a function's descriptors in one repetition.
public struct DescriptorFindings: Sendable, Hashable {
    /// How many were open after each invocation.
    public var totals: [Int] = []
    /// What grew with every warm invocation.
    public var growth: DescriptorGrowth?
    /// The sockets that were open to others than the Runtime API when SIGTERM, or SIGKILL without it, was about to be sent.
    public var openAtTermination: [DescriptorCount] = []
    /// The sockets that were open in the last look before the exit; `nil` where there was no such look.
    public var openAtExit: [DescriptorCount]?
    /// How long before the exit the last look was.
    public var lastLook: Duration?
    /// What the runtime process does about SIGTERM.
    public var handling: TerminationHandling?
    /// How many processes the function was when Shutdown began.
    public var processCount = 0

    /// Creates findings that hold nothing.
    public init() {}
}

/// Looks at a function's descriptors while a repetition runs.
final class DescriptorWatch: Sendable {
    private struct State {
        var snapshots: [DescriptorSnapshot] = []
        var memory = DescriptorMemory()
        var members: [Int32] = []
        var atTermination: DescriptorSnapshot?
        var lookedAt: ContinuousClock.Instant?
        var last: (snapshot: DescriptorSnapshot, time: ContinuousClock.Instant)?
        var exit: ContinuousClock.Instant?
        var polling: Task<Void, Never>?
    }

    private let observer: DescriptorObserver
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())
    /// How long to wait between two looks in Shutdown.
    private static let interval = Duration.milliseconds(2)
    /// For how long a look counts as one at the present moment.
    private static let freshness = Duration.milliseconds(50)

    init(_ observer: DescriptorObserver, clock: any HostClock) {
        self.observer = observer
        now = { clock.monotonic }
    }

    /// Looks after an invocation.
    func invocationEnded(group: Int32) {
        guard let snapshot = lookAround(group) else { return }
        state.withLock { $0.snapshots.append(snapshot) }
    }

    /// Looks before Shutdown, for the case that no SIGTERM is sent.
    func shutdownBegins(group: Int32) {
        guard let snapshot = lookAround(group) else { return }
        state.withLock { state in
            state.atTermination = snapshot
            state.lookedAt = now()
        }
    }

    /// Looks before SIGTERM is sent, and then again and again until the exit.
    func aboutToTerminate(group: Int32) {
        // SIGTERM waits meanwhile, so what was seen a moment ago will do.
        let isFresh = state.withLock { state in
            state.lookedAt.map { now() - $0 < Self.freshness } ?? false
        }
        let snapshot = isFresh ? nil : lookAround(group)
        let polling = Task { [weak self] in
            while let self, !Task.isCancelled, self.lookAgain() {
                try? await Task.sleep(for: Self.interval)
            }
        }
        state.withLock { state in
            if let snapshot { state.atTermination = snapshot }
            state.polling?.cancel()
            state.polling = polling
        }
    }

    /// The runtime has exited.
    func exited() {
        state.withLock { state in
            state.exit = now()
            state.polling?.cancel()
            state.polling = nil
        }
    }

    /// What was seen.
    var findings: DescriptorFindings {
        state.withLock { state in
            var findings = DescriptorFindings()
            findings.totals = state.snapshots.map(\.descriptors.count)
            findings.growth = DescriptorGrowth(state.snapshots)
            findings.openAtTermination = state.atTermination?.outside ?? []
            findings.handling = state.atTermination?.handling
            findings.processCount = state.atTermination?.processCount ?? 0
            findings.openAtExit = state.last?.snapshot.outside
            if let last = state.last, let exit = state.exit { findings.lastLook = max(.zero, exit - last.time) }
            return findings
        }
    }

    private func lookAround(_ group: Int32) -> DescriptorSnapshot? {
        var members = observer.members(ofGroup: group)
        // The leader is the runtime; what it started follows.
        if let index = members.firstIndex(of: group) { members.swapAt(0, index) }
        return state.withLock { state in
            state.members = members
            return observer.look(at: members, memory: &state.memory)
        }
    }

    /// Looks at the processes that are known.
    ///
    /// - Returns: whether there is something to look at still.
    private func lookAgain() -> Bool {
        state.withLock { state in
            guard state.exit == nil, let snapshot = observer.look(at: state.members, memory: &state.memory) else {
                return false
            }
            state.last = (snapshot, now())
            return true
        }
    }
}
