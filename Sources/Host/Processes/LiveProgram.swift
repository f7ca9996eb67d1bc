import LibC
import Model
import Synchronization
import SystemPackage

/// A launched program, until everything of it has ended.
final class LiveProgram: LaunchedProgram {
    private struct State {
        /// Its process ID, while that is valid; the lock is held while a signal is sent, so that no other process
        /// gets it.
        var process: Int32?
        /// The signals sent before the process existed.
        var early: [ProgramSignal] = []
        var hasEnded = false
    }

    private let state: Mutex<State>
    private let output: ProgramOutput
    /// A supervisor ends everything when this closes.
    private let lifeline: Pipe?
    private let outcome = Mutex<(end: ProcessEnd, time: ContinuousClock.Instant)?>(nil)
    private let isGone = Mutex(false)
    private let goneWaiters = Mutex<[CheckedContinuation<Void, Never>]>([])

    /// - Parameter process: the program's process ID, if no supervisor reports it.
    init(process: Int32?, output: ProgramOutput, lifeline: Pipe?) {
        state = Mutex(State(process: process))
        self.output = output
        self.lifeline = lifeline
        LivePrograms.add(self)
    }

    var processID: Int32? { state.withLock { $0.process } }

    func takeOutput() -> [UInt8] { output.take() }

    func signal(_ signal: ProgramSignal) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            // The group exists until its leader has been waited for.
            if let process = state.process { _ = kill(-process, signal.number) } else { state.early.append(signal) }
        }
    }

    /// Ends the program and everything that it started, without waiting.
    func endAtOnce() {
        signal(.kill)
        lifeline?.closeWriting()
    }

    /// A supervisor started the program.
    func started(_ process: Int32) {
        state.withLock { state in
            state.process = process
            for signal in state.early { _ = kill(-process, signal.number) }
            state.early = []
        }
    }

    /// The program has ended; from now on its process ID may be reused.
    func ended() {
        state.withLock { state in
            state.hasEnded = true
            state.process = nil
        }
        lifeline?.closeWriting()
    }

    /// Waits for the end of a program without a supervisor, kills what is left of its group, and closes a pipe.
    func wait(for process: Int32, closing pipe: Pipe) {
        // A zombie keeps its process ID and group ID, so the rest of the group can be killed safely.
        var information = siginfo_t()
        // A process that is traced for its exit also appears here when it stops.
        repeat {
            while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        } while information.si_code > CLD_DUMPED
        let time = ContinuousClock.now
        let status = state.withLock { state in
            state.hasEnded = true
            state.process = nil
            _ = kill(-process, SIGKILL)
            return waitForStatus(of: process)
        }
        outcome.withLock { $0 = (ProcessEnd(waitStatus: status), time) }
        pipe.closeWriting()
    }

    /// How it ended, after it was waited for.
    var end: (end: ProcessEnd, time: ContinuousClock.Instant)? { outcome.withLock { $0 } }

    /// Everything of it has ended.
    func gone() {
        isGone.withLock { $0 = true }
        LivePrograms.remove(self)
        let waiters = goneWaiters.withLock { waiters in
            defer { waiters = [] }
            return waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    func waitUntilGone() async {
        await withCheckedContinuation { continuation in
            // In this order, so that a `gone` in between finds the waiter.
            goneWaiters.withLock { $0.append(continuation) }
            if isGone.withLock({ $0 }) { gone() }
        }
    }
}

/// The running programs, to end before an immediate exit.
enum LivePrograms {
    private static let all = Mutex<[ObjectIdentifier: LiveProgram]>([:])

    static func add(_ program: LiveProgram) { all.withLock { $0[ObjectIdentifier(program)] = program } }

    static func remove(_ program: LiveProgram) { all.withLock { $0[ObjectIdentifier(program)] = nil } }

    /// Ends every program, and waits briefly until they have ended.
    static func endAll(within limit: Duration) {
        for program in all.withLock({ Array($0.values) }) { program.endAtOnce() }
        let deadline = ContinuousClock.now + limit
        while !all.withLock({ $0.isEmpty }), ContinuousClock.now < deadline { _ = usleep(2_000) }
    }
}

/// Waits for a child and reaps it.
///
/// - Returns: its status from waitpid(2); that of a killed process if it was already reaped.
func waitForStatus(of process: Int32) -> CInt {
    var status: CInt = 0
    while true {
        if waitpid(process, &status, 0) >= 0 { return status }
        guard errno == EINTR else { return SIGKILL }
    }
}

extension ProcessEnd {
    /// Parses the waitpid(2) status of a process that has ended.
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
