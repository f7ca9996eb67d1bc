import Host
import Synchronization

/// Observes a function's descriptors during a repetition.
final class DescriptorWatch: Sendable {
    private struct State {
        var snapshots: [DescriptorSnapshot] = []
        var memory = DescriptorMemory()
        var members: [Int32] = []
        var atTermination: DescriptorSnapshot?
        var lookedAt: ContinuousClock.Instant?
        /// The processes paused at their exit.
        var held = ExitWatch()
        /// What was open when the runtime was paused at its exit.
        var atExit: DescriptorSnapshot?
        /// The outside connections that only child processes had when they exited before the runtime.
        var leftByChildren: [DescriptorSnapshot.Descriptor] = []
        /// How long the runtime was paused at its exit.
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
    /// The interval between samples in Shutdown.
    private static let interval = Duration.milliseconds(2)
    /// How long a look counts as current.
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

    /// Looks before Shutdown, and afterwards waits for the exit of each process.
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

    /// Looks before SIGTERM, and then, unless exits are waited for, repeatedly until the exit.
    func aboutToTerminate(group: Int32) {
        // SIGTERM waits meanwhile, so a recent look will do.
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
    /// - Returns: how long it was paused before.
    func exited() -> Duration {
        state.withLock { state in
            state.exit = now()
            state.polling?.cancel()
            state.polling = nil
            return state.heldFor
        }
    }

    /// What was observed.
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
                // What was closed stays closed; what was open may have been closed at the last moment.
                if findings.openAtLastLook == [] { findings.openAtExit = [] }
                return findings
            }
            atExit.descriptors += state.leftByChildren
            findings.openAtExit = atExit.outside
            return findings
        }
    }

    /// A process is paused at its exit.
    private func exits(_ process: Int32, _ thread: Int32, runtime: Int32) {
        let began = now()
        state.withLock { state in
            guard state.atExit == nil else { return }
            guard process == runtime else { return childExits(process, thread, &state) }
            let children = observer.children(of: runtime).filter { !state.members.contains($0) }
            // If its first thread has already ended, only the paused thread still has the descriptors.
            state.members = [thread] + state.members.filter { $0 != runtime } + children
            state.atExit = observer.look(at: state.members, memory: &state.memory, isLast: true)
            state.heldFor = now() - began
        }
    }

    /// Keeps what only this child had open, and what therefore ends with it.
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
        // The leader is the runtime; the processes it started follow.
        if let index = members.firstIndex(of: group) { members.swapAt(0, index) }
        return state.withLock { state in
            state.members = members
            state.memory.own = observer.ownSockets
            return observer.look(at: members, memory: &state.memory)
        }
    }

    /// Looks at the known processes.
    ///
    /// - Returns: whether anything is left to look at.
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
