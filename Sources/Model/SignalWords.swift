/// The names of signals.
package enum SignalWords {
    #if canImport(Darwin)
    private static let (bus, system, user1, user2): (Int32, Int32, Int32, Int32) = (10, 12, 30, 31)
    #else
    private static let (bus, system, user1, user2): (Int32, Int32, Int32, Int32) = (7, 31, 10, 12)
    #endif

    /// The names of signal(7), and the words of Go's `syscall.Signal`.
    private static let all: [Int32: (name: String, description: String)] = [
        1: ("SIGHUP", "hangup"), 2: ("SIGINT", "interrupt"), 3: ("SIGQUIT", "quit"),
        4: ("SIGILL", "illegal instruction"), 5: ("SIGTRAP", "trace/breakpoint trap"), 6: ("SIGABRT", "aborted"),
        8: ("SIGFPE", "floating point exception"), 9: ("SIGKILL", "killed"), 11: ("SIGSEGV", "segmentation fault"),
        13: ("SIGPIPE", "broken pipe"), 14: ("SIGALRM", "alarm clock"), 15: ("SIGTERM", "terminated"),
        bus: ("SIGBUS", "bus error"), system: ("SIGSYS", "bad system call"),
        user1: ("SIGUSR1", "user defined signal 1"), user2: ("SIGUSR2", "user defined signal 2"),
    ]

    /// A signal's name, such as `SIGTRAP`.
    package static func name(of signal: Int32) -> String { all[signal]?.name ?? "signal \(signal)" }

    /// Go's description of a signal, such as `trace/breakpoint trap`.
    package static func description(of signal: Int32) -> String { all[signal]?.description ?? "signal \(signal)" }
}
