import LibC
import Synchronization
import SystemPackage

/// A child that leads its own session, with everything that it starts.
///
/// Build tools put compilers into their own process groups, and orphan them when they die of a
/// signal. But these stay in the session, which is searched for them.
struct ProcessSession: Sendable {
    /// A process of the session that has not ended.
    private struct Member {
        /// Its argument for `kill`.
        var target: pid_t
        var isInLeadersGroup: Bool
    }

    private static let running = Mutex<Set<pid_t>>([])

    let leader: pid_t

    /// Kills every process of every running session, before an immediate exit.
    static func killAll() {
        for leader in running.withLock({ $0 }) {
            let session = ProcessSession(leader: leader)
            session.send(SIGKILL, to: session.members)
        }
    }

    /// Whether any process of a running session has not ended.
    static var isAnyAlive: Bool {
        running.withLock { $0 }.contains { !ProcessSession(leader: $0).members.isEmpty }
    }

    /// Adds the session to the running ones.
    static func begin(leader: pid_t) -> ProcessSession {
        _ = running.withLock { $0.insert(leader) }
        return ProcessSession(leader: leader)
    }

    /// Removes the session, since its leader has ended.
    func leave() {
        _ = Self.running.withLock { $0.remove(leader) }
    }

    /// Ends processes that outlived the leader, after the leader's process group got SIGTERM.
    ///
    /// Processes outside that group get it now; those that remain after the grace period get SIGKILL.
    func end(gracePeriod: Duration) async throws {
        let deadline = ContinuousClock.now + gracePeriod
        send(SIGTERM, to: members.filter { !$0.isInLeadersGroup })
        while case let members = members, !members.isEmpty {
            if ContinuousClock.now >= deadline { send(SIGKILL, to: members) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func send(_ signal: CInt, to members: [Member]) {
        // A process that ended meanwhile needs no signal, so the status of these calls does not matter.
        for member in members { _ = kill(member.target, signal) }
    }
}

#if canImport(Darwin)

extension ProcessSession {
    /// The leader's process group as a whole; Darwin has no cheap list of a session's processes.
    private var members: [Member] {
        kill(-leader, 0) == 0 ? [Member(target: -leader, isInLeadersGroup: true)] : []
    }
}

#else

extension ProcessSession {
    private var members: [Member] {
        let files = LiveFileSystem()
        // Without /proc nothing can be found; the leader and its group were ended anyway.
        guard let names = try? files.names(in: "/proc") else { return [] }
        return names.compactMap { name in
            guard let process = pid_t(name),
                // A process that ended since the directory was read has no file.
                let line = try? files.read(FilePath("/proc/\(name)/stat"), limit: 4_096),
                let status = ProcessStatus(line: line),
                status.session == leader, !status.hasEnded
            else { return nil }
            return Member(target: process, isInLeadersGroup: status.group == leader)
        }
    }
}

#endif
