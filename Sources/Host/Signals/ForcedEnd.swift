import LibC
import Model

/// Ends a process that does not end on request, because it computes or waits for ever.
struct ForcedEnd {
    /// The exit status.
    let status: CInt
    private var deadline: ContinuousClock.Instant
    /// When to stop waiting even for children.
    private let lastDeadline: ContinuousClock.Instant

    /// How long children may take to end after the request; container engines can be slow.
    private static let patience = Duration.seconds(12)
    /// How long the process may go on when its last child has ended.
    private static let aftermath = Duration.milliseconds(500)

    init(after time: Duration, status: CInt, now: ContinuousClock.Instant = .now) {
        deadline = now + time
        lastDeadline = now + max(time, Self.patience)
        self.status = status
    }

    /// How long to wait before the next check, for poll(2).
    var milliseconds: CInt {
        let rest = max(.zero, deadline - .now)
        return CInt(clamping: Int((rest / .milliseconds(1)).rounded(.up)))
    }

    /// Whether the time is up; it is extended while there are children to wait for.
    mutating func isDue(at now: ContinuousClock.Instant, hasChildren: () -> Bool) -> Bool {
        guard now >= deadline else { return false }
        guard now < lastDeadline, hasChildren() else { return true }
        deadline = now + Self.aftermath
        return false
    }

    /// Kills the children, removes partial files, and ends the process.
    static func perform(status: CInt) -> Never {
        ProcessSession.killAll()
        LivePrograms.endAll(within: .seconds(1))
        TemporaryFile.removeAll()
        ClaimedDirectories.removeAll()
        let interruption: Interruption = status == ExitStatus.interrupted.rawValue ? .interrupted : .terminated
        for diagnostic in interruption.diagnostics { tell("error: \(diagnostic.summary)\n") }
        _exit(status)
    }

    /// Writes to standard error, if that does not block.
    private static func tell(_ text: String) {
        var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&request, 1, 0) == 1 else { return }
        let bytes = Array(text.utf8)
        // There is no way to report a failure.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
