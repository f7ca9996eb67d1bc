import Synchronization
import SystemPackage

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// A process that was started, until it has been waited for.
final class LiveProgram: LaunchedProgram {
    let processID: Int32
    /// Whether its number is still its own; the lock is held while a signal is sent, so that no other process gets it.
    private let isRunning = Mutex(true)
    private let outcome = Mutex<(end: ProcessEnd, time: ContinuousClock.Instant)?>(nil)

    init(processID: Int32) {
        self.processID = processID
    }

    /// How it ended, once it has.
    var end: (end: ProcessEnd, time: ContinuousClock.Instant)? { outcome.withLock { $0 } }

    func signal(_ signal: ProgramSignal) {
        isRunning.withLock { isRunning in
            guard isRunning else { return }
            // The group is there for as long as its leader has not been waited for.
            _ = kill(-processID, signal.number)
        }
    }

    /// Waits for the end, kills what is left of the group, and tells by closing a pipe.
    func wait(telling pipe: Pipe) {
        // A zombie keeps its number and its group's, so that what is left of the group can be killed without a doubt.
        var information = siginfo_t()
        // One that is traced for its exit shows here when it stops, too.
        repeat {
            while waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        } while information.si_code > CLD_DUMPED
        let time = ContinuousClock.now
        var status: CInt = 0
        isRunning.withLock { isRunning in
            _ = kill(-processID, SIGKILL)
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
            isRunning = false
        }
        outcome.withLock { $0 = (ProcessEnd(waitStatus: status), time) }
        pipe.closeWriting()
    }
}

extension ProcessEnd {
    /// Reads what waitpid(2) gives for a process that has ended.
    init(waitStatus status: CInt) {
        let signal = status & 0x7F
        self = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }
}

extension ProgramSignal {
    fileprivate var number: CInt {
        switch self {
        case .terminate: SIGTERM
        case .kill: SIGKILL
        case .stop: SIGSTOP
        case .proceed: SIGCONT
        }
    }
}

/// Both ends of a pipe, of which no other process inherits a copy.
final class Pipe: Sendable {
    let reading: CInt
    let writing: CInt
    private let isWritingOpen = Mutex(true)

    init() throws(Errno) {
        var ends: [CInt] = [-1, -1]
        _ = try retryingInterrupts { pipe(&ends) }
        (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = try retryingInterrupts { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    }

    deinit {
        closeWriting()
        _ = close(reading)
    }

    /// Closes the end that is written to, once.
    func closeWriting() {
        isWritingOpen.withLock { isOpen in
            if isOpen { _ = close(writing) }
            isOpen = false
        }
    }
}
