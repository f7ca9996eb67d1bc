/// A line that was written in a rehearsal.
public struct RehearsalLogLine: Sendable, Hashable {
    /// Who wrote it.
    public enum Source: Sendable, Hashable {
        /// A process of the environment.
        case process(EnvironmentProcess)
        /// Lambda itself: START, END, REPORT and the like.
        case platform
    }

    /// When, since the environment's first moment.
    public var time: Duration
    /// Who wrote it.
    public var source: Source
    /// The line, without its end.
    public var text: String

    /// Creates a line.
    public init(time: Duration, source: Source, text: String) {
        self.time = time
        self.source = source
        self.text = text
    }
}

/// The first and the last lines of a log that may be long.
public struct RehearsalLog: Sendable, Hashable {
    /// The lines that are kept, in the order they came.
    public private(set) var lines: [RehearsalLogLine] = []
    /// How many there were in the middle that are not kept.
    public private(set) var omittedCount = 0
    /// After how many of the kept lines those are missing.
    public var omittedAfter: Int { Self.kept }

    private static let kept = 200
    private static let longestLine = 2_000

    /// Creates a log without lines.
    public init(_ lines: [RehearsalLogLine] = []) {
        for line in lines { append(line) }
    }

    /// Adds a line, cut where it is very long.
    public mutating func append(_ line: RehearsalLogLine) {
        var line = line
        if line.text.utf8.count > Self.longestLine { line.text = line.text.prefix(Self.longestLine) + "…" }
        lines.append(line)
        // Removed in one go now and then, so that a flood costs little.
        if lines.count >= 4 * Self.kept { trim() }
    }

    /// Leaves out the middle.
    public mutating func trim() {
        let excess = lines.count - 2 * Self.kept
        guard excess > 0 else { return }
        lines.removeSubrange(Self.kept..<(Self.kept + excess))
        omittedCount += excess
    }
}

/// An invocation that failed in a rehearsal.
public struct RehearsalFailure: Sendable, Hashable {
    /// Which, counted from 1.
    public var invocation: Int
    /// Such as `Sandbox.Timedout`.
    public var errorType: String
    /// The body that a caller would get, cut where it is long.
    public var body: String

    /// Creates a failure.
    public init(invocation: Int, errorType: String, body: String) {
        self.invocation = invocation
        self.errorType = errorType
        self.body = body
    }
}

/// What was not as it should be around a repetition.
public struct RehearsalCircumstances: Sendable, Hashable {
    /// Whether another machine's instructions were emulated.
    public var isEmulated = false
    /// Why the function was not kept apart from the machine, where it was to be.
    public var notIsolated: String?
    /// Directories that could not be removed.
    public var leftBehind: [String] = []
    /// What would go wrong or unseen on Lambda.
    public var warnings: [EnvironmentWarning] = []

    /// Creates circumstances with nothing to tell.
    public init() {}
}

/// One repetition of a rehearsal: Init, the invocations, Shutdown.
public struct RehearsalRun: Sendable, Hashable {
    /// Which, counted from 1.
    public var number: Int
    /// What happened.
    public var timeline: [TimelineEvent]
    /// What was measured.
    public var measurements: RehearsalMeasurements
    /// The budget that counts.
    public var budget: ShutdownBudget
    /// Why it has its verdict.
    public var reason: RehearsalReason
    /// What was written; empty where only the numbers are kept.
    public var log: RehearsalLog
    /// What was seen of descriptors; `nil` where the system does not tell.
    public var descriptors: DescriptorFindings?
    /// The invocations that failed.
    public var failures: [RehearsalFailure]
    /// How many idle connections the relay closed, by the address it relays to.
    public var dropped: [DescriptorCount]
    /// What was not as it should be.
    public var circumstances: RehearsalCircumstances
    /// What counts against the function.
    public var rules: RehearsalRules

    /// Creates a repetition's account from what was recorded.
    public init(
        number: Int,
        timeline: [TimelineEvent],
        userBudget: Duration? = nil,
        log: RehearsalLog = RehearsalLog(),
        descriptors: DescriptorFindings? = nil,
        failures: [RehearsalFailure] = [],
        dropped: [DescriptorCount] = [],
        circumstances: RehearsalCircumstances = RehearsalCircumstances(),
        rules: RehearsalRules = RehearsalRules()
    ) {
        // A process's end is told when its output is read; what happened in between is in the list already.
        let timeline = timeline.enumerated()
            .sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
        self.number = number
        self.timeline = timeline
        measurements = RehearsalMeasurements(timeline: timeline)
        budget = ShutdownBudget(in: timeline, user: userBudget)
        reason = RehearsalReason(timeline: timeline, budget: budget)
        self.log = log
        self.descriptors = descriptors
        self.failures = failures
        self.dropped = dropped
        self.circumstances = circumstances
        self.rules = rules
    }

    /// How far from the end of the budget the function exited, where it exited after SIGTERM.
    public var margin: Duration? {
        switch reason {
        case .exitedInTime(let elapsed), .exitedLate(let elapsed): budget.duration - elapsed
        default: nil
        }
    }
}
