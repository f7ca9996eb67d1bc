import Model

extension ProcessEnd {
    /// In the words of Go's `os.ProcessState`, which Lambda's messages quote.
    var asGoTellsIt: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal: \(Self.signalNames[signal] ?? "signal \(signal)")"
        }
    }

    private static let signalNames: [Int32: String] = [
        1: "hangup", 2: "interrupt", 3: "quit", 4: "illegal instruction", 5: "trace/breakpoint trap", 6: "aborted",
        7: "bus error", 8: "floating point exception", 9: "killed", 10: "user defined signal 1",
        11: "segmentation fault", 12: "user defined signal 2", 13: "broken pipe", 14: "alarm clock", 15: "terminated",
    ]
}
