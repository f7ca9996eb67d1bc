import Host
import Synchronization

/// Looks at a function's descriptors while a repetition runs.
final class DescriptorWatch: Sendable {
    private struct State {
        var snapshots: [DescriptorSnapshot] = []
        var memory = DescriptorMemory()
        var members: [Int32] = []
        var atTermination: DescriptorSnapshot?
        var lookedAt: ContinuousClock.Instant?
        /// The processes that are held at their exit.
        var held = ExitWatch()
        /// What was open when the runtime stood at its exit.
        var atExit: DescriptorSnapshot?
        /// What child processes had open to others, and nobody else had, when they exited before the runtime.
        var leftByChildren: [DescriptorSnapshot.Descriptor] = []
        /// For how long the runtime was held at its exit.
        var heldFor = Duration.zero
        /// The last sample.
        var last: (snapshot: DescriptorSnapshot, time: ContinuousClock.Instant)?
        var exit: ContinuousClock.Instant?
        var polling: Task<Void, Never>?
    }

    private let observer: DescriptorObserver
    private let exits: any ExitWatcher
    private let now: @Sendable () -> ContinuousClock.Instant
    private let state = Mutex(State())
    /// How long to wait between two samples in Shutdown.
    private static let interval = Duration.milliseconds(2)
    /// For how long a look counts as one at the present moment.
    private static let freshness = Duration.milliseconds(50)

    init(_ observer: DescriptorObserver, exits: any ExitWatcher, clock: any HostClock) {
        self.observer = observer
        self.exits = exits
        now = { clock.monotonic }
    }

    /// Looks after an invocation.
    func invocationEnded(group: Int32) {
        guard let snapshot = lookAround(group) else { return }
        state.withLock { $0.snapshots.append(snapshot) }
    }

    /// Looks before Shutdown, and from then on waits for the exit of each process.
    func shutdownBegins(group: Int32) {
        guard let snapshot = lookAround(group) else { return }
        let members = state.withLock { state in
            state.atTermination = snapshot
            return state.members
        }
        let held = exits.watch(members) { [weak self] process, thread in
            self?.exits(process, thread, runtime: group)
        }
        state.withLock { state in
            state.held = held
            state.lookedAt = now()
        }
    }

    /// Looks before SIGTERM is sent, and then again and again until the exit where that is not waited for.
    func aboutToTerminate(group: Int32) {
        // SIGTERM waits meanwhile, so what was seen a moment ago will do.
        let (isFresh, isHeld) = state.withLock { state in
            (state.lookedAt.map { now() - $0 < Self.freshness } ?? false, state.held.processes.contains(group))
        }
        if !isFresh, let snapshot = lookAround(group) { state.withLock { $0.atTermination = snapshot } }
        guard !isHeld else { return }
        let polling = Task { [weak self] in
            while let self, !Task.isCancelled, self.lookAgain() {
                try? await Task.sleep(for: Self.interval)
            }
        }
        state.withLock { state in
            state.polling?.cancel()
            state.polling = polling
        }
    }

    /// The runtime has exited.
    ///
    /// - Returns: for how long it was held before it could.
    func exited() -> Duration {
        state.withLock { state in
            state.exit = now()
            state.polling?.cancel()
            state.polling = nil
            return state.heldFor
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
            guard var atExit = state.atExit else {
                findings.observation = state.held.refusal.map { .sampled(reason: "\($0)") } ?? .none
                findings.openAtLastLook = state.last?.snapshot.outside
                if let last = state.last, let exit = state.exit { findings.lastLook = max(.zero, exit - last.time) }
                // What was closed stays closed; what was open may have been closed in the very last moment.
                if findings.openAtLastLook == [] { findings.openAtExit = [] }
                return findings
            }
            atExit.descriptors += state.leftByChildren
            findings.openAtExit = atExit.outside
            return findings
        }
    }

    /// A process stands at its exit.
    private func exits(_ process: Int32, _ thread: Int32, runtime: Int32) {
        let began = now()
        state.withLock { state in
            guard state.atExit == nil else { return }
            guard process == runtime else { return childExits(process, thread, &state) }
            let children = observer.children(of: runtime).filter { !state.members.contains($0) }
            // Where its first thread has ended before, only the thread that is held has the descriptors.
            state.members = [thread] + state.members.filter { $0 != runtime } + children
            state.atExit = observer.look(at: state.members, memory: &state.memory, isLast: true)
            state.heldFor = now() - began
        }
    }

    /// Keeps what only this child had open, and which therefore ends with it.
    private func childExits(_ child: Int32, _ thread: Int32, _ state: inout State) {
        let others = state.members.filter { $0 != child }
        state.members = others
        let shared = others.reduce(into: Set<UInt64>()) { $0.formUnion(observer.sockets(of: $1)) }
        let own = observer.look(at: [thread], memory: &state.memory, isLast: true)
        state.leftByChildren += (own?.descriptors ?? []).filter { descriptor in
            descriptor.isOutside && descriptor.socket.map { !shared.contains($0) } ?? false
        }
    }

    private func lookAround(_ group: Int32) -> DescriptorSnapshot? {
        var members = observer.members(ofGroup: group)
        // The leader is the runtime; what it started follows.
        if let index = members.firstIndex(of: group) { members.swapAt(0, index) }
        return state.withLock { state in
            state.members = members
            state.memory.own = observer.ownSockets
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
