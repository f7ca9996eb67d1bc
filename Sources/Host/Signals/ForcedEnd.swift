import LibC
import Model

/// The end of a process that was asked to end and does not: it computes, or waits for something that never comes.
struct ForcedEnd {
    /// The status to end with.
    let status: CInt
    private var deadline: ContinuousClock.Instant
    /// When not even children are waited for any longer.
    private let lastDeadline: ContinuousClock.Instant

    /// How long children may take to end once they were asked to; the engines of containers take their time.
    private static let patience = Duration.seconds(12)
    /// How long the process may go on when its last child has ended.
    private static let aftermath = Duration.milliseconds(500)

    init(after time: Duration, status: CInt, now: ContinuousClock.Instant = .now) {
        deadline = now + time
        lastDeadline = now + max(time, Self.patience)
        self.status = status
    }

    /// How long to wait before the next check, as poll(2) wants it.
    var milliseconds: CInt {
        let rest = max(.zero, deadline - .now)
        return CInt(clamping: Int((rest / .milliseconds(1)).rounded(.up)))
    }

    /// Whether the time is up; while a child is left that the process might wait for, it is put off.
    mutating func isDue(at now: ContinuousClock.Instant, hasChildren: () -> Bool) -> Bool {
        guard now >= deadline else { return false }
        guard now < lastDeadline, hasChildren() else { return true }
        deadline = now + Self.aftermath
        return false
    }

    /// Kills the children, removes what is half written, and ends the process.
    static func perform(status: CInt) -> Never {
        ProcessSession.killAll()
        LivePrograms.endAll(within: .seconds(1))
        TemporaryFile.removeAll()
        ClaimedDirectories.removeAll()
        let interruption: Interruption = status == ExitStatus.interrupted.rawValue ? .interrupted : .terminated
        for diagnostic in interruption.diagnostics { tell("error: \(diagnostic.summary)\n") }
        _exit(status)
    }

    /// Says something on standard error, if that takes it at once.
    private static func tell(_ text: String) {
        var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&request, 1, 0) == 1 else { return }
        let bytes = Array(text.utf8)
        // Nobody is left to be told of a failure.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
