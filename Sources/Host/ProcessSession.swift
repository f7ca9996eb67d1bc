import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A child that leads a session of its own, and whatever it started.
///
/// Build tools put the compilers they start in process groups of their own, and leave them behind when they die of a
/// signal. They stay in the session, though, so that is where they are looked for.
struct ProcessSession: Sendable {
    let leader: pid_t

    /// Sends a signal to every process of the session.
    func signal(_ signal: CInt) {
        // A process that ended meanwhile needs no signal, so the status of these calls says nothing new.
        for process in members { _ = kill(process, signal) }
    }

    /// Waits for every process of the session to end, and kills those that have not ended by the deadline.
    func end(by deadline: ContinuousClock.Instant) async throws(CancellationError) {
        while !members.isEmpty {
            if ContinuousClock.now >= deadline { signal(SIGKILL) }
            do {
                try await Task.sleep(for: .milliseconds(20))
            } catch {
                throw CancellationError()
            }
        }
    }
}

#if canImport(Darwin)

extension ProcessSession {
    /// The leader's process group, as one target of `kill`; Darwin has no cheap list of a session's processes.
    private var members: [pid_t] { kill(-leader, 0) == 0 ? [-leader] : [] }
}

#else

extension ProcessSession {
    /// The processes that have not ended.
    private var members: [pid_t] {
        let files = LiveFileSystem()
        guard let names = try? files.names(in: "/proc") else { return [leader] }
        return names.compactMap { name -> pid_t? in
            guard let process = pid_t(name) else { return nil }
            // A process that ended since the directory was read has no file any more.
            guard let line = try? files.read(FilePath("/proc/\(name)/stat"), limit: 4_096) else { return nil }
            return Self.isMember(statusLine: line, of: leader) ? process : nil
        }
    }

    /// Whether a line of `/proc/<pid>/stat` (proc(5)) is that of a process in the session that has not ended.
    static func isMember(statusLine: [UInt8], of session: pid_t) -> Bool {
        // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
        guard let nameEnd = statusLine.lastIndex(of: UInt8(ascii: ")")) else { return false }
        let fields = statusLine[(nameEnd + 1)...].split(separator: UInt8(ascii: " "), maxSplits: 4)
        guard fields.count > 3 else { return false }
        let state = fields[0].first
        let hasEnded = state == UInt8(ascii: "Z") || state == UInt8(ascii: "X")
        return !hasEnded && pid_t(String(decoding: fields[3], as: UTF8.self)) == session
    }
}

#endif
