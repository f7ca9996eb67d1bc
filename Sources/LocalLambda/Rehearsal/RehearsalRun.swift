/// A line that was written in a rehearsal.
package struct RehearsalLogLine: Sendable, Hashable {
    /// Who wrote it.
    package enum Source: Sendable, Hashable {
        /// A process of the environment.
        case process(EnvironmentProcess)
        /// Lambda itself: START, END, REPORT and the like.
        case platform
    }

    /// When, since the environment's first moment.
    package var time: Duration
    /// Who wrote it.
    package var source: Source
    /// The line, without its end.
    package var text: String

    /// Creates a line.
    package init(time: Duration, source: Source, text: String) {
        self.time = time
        self.source = source
        self.text = text
    }
}

/// The first and the last lines of a log that may be long.
package struct RehearsalLog: Sendable, Hashable {
    /// The lines that are kept, in the order they came.
    package private(set) var lines: [RehearsalLogLine] = []
    /// How many there were in the middle that are not kept.
    package private(set) var omittedCount = 0
    /// After how many of the kept lines those are missing.
    package var omittedAfter: Int { Self.kept }

    private static let kept = 200
    private static let longestLine = 2_000

    /// Creates a log without lines.
    package init(_ lines: [RehearsalLogLine] = []) {
        for line in lines { append(line) }
    }

    /// Adds a line, cut where it is very long.
    package mutating func append(_ line: RehearsalLogLine) {
        var line = line
        if line.text.utf8.count > Self.longestLine { line.text = line.text.prefix(Self.longestLine) + "…" }
        lines.append(line)
        // Removed in one go now and then, so that a flood costs little.
        if lines.count >= 4 * Self.kept { trim() }
    }

    /// Leaves out the middle.
    package mutating func trim() {
        let excess = lines.count - 2 * Self.kept
        guard excess > 0 else { return }
        lines.removeSubrange(Self.kept..<(Self.kept + excess))
        omittedCount += excess
    }
}

/// An invocation that failed in a rehearsal.
package struct RehearsalFailure: Sendable, Hashable {
    /// Which, counted from 1.
    package var invocation: Int
    /// Such as `Sandbox.Timedout`.
    package var errorType: String
    /// The body that a caller would get, cut where it is long.
    package var body: String

    /// Creates a failure.
    package init(invocation: Int, errorType: String, body: String) {
        self.invocation = invocation
        self.errorType = errorType
        self.body = body
    }
}

/// What was not as it should be around a repetition.
package struct RehearsalCircumstances: Sendable, Hashable {
    /// Whether another machine's instructions were emulated.
    package var isEmulated = false
    /// Why the function was not kept apart from the machine, where it was to be.
    package var notIsolated: String?
    /// Directories that could not be removed.
    package var leftBehind: [String] = []
    /// What would go wrong or unseen on Lambda.
    package var warnings: [EnvironmentWarning] = []

    /// Creates circumstances with nothing to tell.
    package init() {}
}

/// One repetition of a rehearsal: Init, the invocations, Shutdown.
package struct RehearsalRun: Sendable, Hashable {
    /// Which, counted from 1.
    package var number: Int
    /// What happened.
    package var timeline: [TimelineEvent]
    /// What was measured.
    package var measurements: RehearsalMeasurements
    /// The budget that counts.
    package var budget: ShutdownBudget
    /// Why it has its verdict.
    package var reason: RehearsalReason
    /// What was written; empty where only the numbers are kept.
    package var log: RehearsalLog
    /// What was seen of descriptors; `nil` where the system does not tell.
    package var descriptors: DescriptorFindings?
    /// The invocations that failed.
    package var failures: [RehearsalFailure]
    /// How many idle connections the relay closed, by the address it relays to.
    package var dropped: [DescriptorCount]
    /// What was not as it should be.
    package var circumstances: RehearsalCircumstances
    /// What counts against the function.
    package var rules: RehearsalRules

    /// Creates a repetition's account from what was recorded.
    package init(
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
    package var margin: Duration? {
        switch reason {
        case .exitedInTime(let elapsed), .exitedLate(let elapsed): budget.duration - elapsed
        default: nil
        }
    }
}
