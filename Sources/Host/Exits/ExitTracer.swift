#if os(Linux)
internal import CLinux
import LibC
import SystemPackage

/// Traces one thread of each process for its exit; all calls must come from the same thread.
///
/// A process keeps its descriptors until its last thread has ended, and each thread stops at its exit
/// (PTRACE_O_TRACEEXIT in ptrace(2)). So one thread is enough, and the others are not slowed down.
struct ExitTracer {
    /// Numbers of linux/ptrace.h and linux/wait.h.
    private enum Number {
        static let proceed: CInt = 7
        static let detach: CInt = 17
        static let seize: CInt = 0x4206
        static let listen: CInt = 0x4208
        static let stopAtExit: UInt = 0x40
        static let exitEvent: CInt = 6
        static let stopEvent: CInt = 128
        static let waitForThreads: CInt = 0x4000_0000
        static let waitForOwnOnly: CInt = 0x2000_0000
    }

    /// The number of exit(2) in the kernel, which ends one thread; exit_group ends a process.
    #if arch(x86_64)
    private static let threadExit = "60"
    #else
    private static let threadExit = "93"
    #endif

    private let onExit: (_ process: Int32, _ thread: Int32) -> Void
    /// The process of each thread traced.
    private var threads: [pid_t: pid_t] = [:]

    init(onExit: @escaping (_ process: Int32, _ thread: Int32) -> Void) {
        self.onExit = onExit
    }

    /// Starts to trace processes.
    mutating func attach(to processes: [pid_t]) -> ExitWatch {
        var watch = ExitWatch()
        for process in processes {
            if let refusal = seize(process, of: process), !attachToAnother(of: process, than: process) {
                watch.refusal = watch.refusal ?? refusal
            } else {
                watch.processes.insert(process)
            }
        }
        return watch
    }

    /// Resumes each stopped thread, until nothing is traced.
    mutating func run() {
        while !threads.isEmpty {
            var status: CInt = 0
            let thread = waitpid(-1, &status, Number.waitForThreads | Number.waitForOwnOnly)
            if thread < 0 {
                if errno == EINTR { continue }
                return
            }
            stopped(thread, status)
        }
    }

    private mutating func stopped(_ thread: pid_t, _ status: CInt) {
        guard status & 0xFF == 0x7F else {
            // It ended without stopping first.
            threads[thread] = nil
            return
        }
        let signal = status >> 8 & 0xFF
        switch status >> 16 {
        case 0: call(Number.proceed, thread, UInt(signal))
        case Number.exitEvent: atExit(thread)
        // Stopped with its whole group, for example by SIGSTOP: it stays stopped until SIGCONT.
        case Number.stopEvent where [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU].contains(signal):
            call(Number.listen, thread, 0)
        default: call(Number.proceed, thread, 0)
        }
    }

    private mutating func atExit(_ thread: pid_t) {
        if let process = threads.removeValue(forKey: thread) {
            // If only this thread ends, another one represents the process before this one resumes.
            let isAlone = endsAlone(thread, of: process)
            if !isAlone || !attachToAnother(of: process, than: thread) { onExit(process, thread) }
        }
        call(Number.detach, thread, 0)
    }

    private func endsAlone(_ thread: pid_t, of process: pid_t) -> Bool {
        let path = FilePath("/proc/\(process)/task/\(thread)/syscall")
        guard let line = try? LiveFileSystem().read(path, limit: 4_096) else { return false }
        return line.prefix { $0 != UInt8(ascii: " ") }.elementsEqual(Self.threadExit.utf8)
    }

    private mutating func attachToAnother(of process: pid_t, than thread: pid_t) -> Bool {
        // A process that has ended has no directory.
        let names = (try? LiveFileSystem().names(in: FilePath("/proc/\(process)/task"))) ?? []
        for other in names.compactMap({ pid_t($0) }) where other != thread && seize(other, of: process) == nil {
            return true
        }
        return false
    }

    /// - Returns: why it was refused.
    private mutating func seize(_ thread: pid_t, of process: pid_t) -> Errno? {
        guard ptrace_thread(Number.seize, thread, Number.stopAtExit) == 0 else { return Errno(rawValue: errno) }
        threads[thread] = process
        return nil
    }

    private func call(_ request: CInt, _ thread: pid_t, _ data: UInt) {
        // It fails only after SIGKILL, and then the next wait reports that.
        _ = ptrace_thread(request, thread, data)
    }
}
#endif
