package import LambdaProtocol

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
