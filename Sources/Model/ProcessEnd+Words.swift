extension ProcessEnd {
    /// How the process ended, such as `exited with status 3` or `was terminated by SIGTRAP`.
    package var inWords: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .signalled(let signal): "was terminated by \(SignalWords.name(of: signal))"
        }
    }

    /// How it ended in the format of Go's `os.ProcessState`, which Lambda's messages quote.
    package var asGoTellsIt: String {
        switch self {
        case .exited(let status): "exit status \(status)"
        case .signalled(let signal): "signal: \(SignalWords.description(of: signal))"
        }
    }
}
