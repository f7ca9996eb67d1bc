import LibC
import Synchronization
import SystemPackage

/// A child that leads a session of its own, with whatever it starts.
///
/// Build tools put the compilers they start in process groups of their own, and leave them behind when they die of a
/// signal. They stay in the session, though, so that is where they are looked for.
struct ProcessSession: Sendable {
    /// A process of the session that has not ended.
    private struct Member {
        /// What `kill` calls it.
        var target: pid_t
        var isInLeadersGroup: Bool
    }

    private static let running = Mutex<Set<pid_t>>([])

    let leader: pid_t

    /// Kills every process of every session that is running, for a program that is about to exit without waiting.
    static func killAll() {
        for leader in running.withLock({ $0 }) {
            let session = ProcessSession(leader: leader)
            session.send(SIGKILL, to: session.members)
        }
    }

    /// Whether a process of any session that is running has not ended.
    static var isAnyAlive: Bool {
        running.withLock { $0 }.contains { !ProcessSession(leader: $0).members.isEmpty }
    }

    /// Counts the session among those that run.
    static func begin(leader: pid_t) -> ProcessSession {
        _ = running.withLock { $0.insert(leader) }
        return ProcessSession(leader: leader)
    }

    /// Counts the session no longer; its leader has ended.
    func leave() {
        _ = Self.running.withLock { $0.remove(leader) }
    }

    /// Ends whatever outlived the leader, once the leader's process group has had its SIGTERM.
    ///
    /// The processes outside that group get theirs now; what has not ended after the grace period gets SIGKILL.
    func end(gracePeriod: Duration) async throws {
        let deadline = ContinuousClock.now + gracePeriod
        send(SIGTERM, to: members.filter { !$0.isInLeadersGroup })
        while case let members = members, !members.isEmpty {
            if ContinuousClock.now >= deadline { send(SIGKILL, to: members) }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    private func send(_ signal: CInt, to members: [Member]) {
        // A process that ended meanwhile needs no signal, so the status of these calls says nothing new.
        for member in members { _ = kill(member.target, signal) }
    }
}

#if canImport(Darwin)

extension ProcessSession {
    /// The leader's process group as one; Darwin has no cheap list of a session's processes.
    private var members: [Member] {
        kill(-leader, 0) == 0 ? [Member(target: -leader, isInLeadersGroup: true)] : []
    }
}

#else

extension ProcessSession {
    private var members: [Member] {
        let files = LiveFileSystem()
        // Without /proc nothing can be found; the leader and its group were ended all the same.
        guard let names = try? files.names(in: "/proc") else { return [] }
        return names.compactMap { name in
            guard let process = pid_t(name),
                // A process that ended since the directory was read has no file any more.
                let line = try? files.read(FilePath("/proc/\(name)/stat"), limit: 4_096),
                let status = ProcessStatus(line: line),
                status.session == leader, !status.hasEnded
            else { return nil }
            return Member(target: process, isInLeadersGroup: status.group == leader)
        }
    }
}

#endif
