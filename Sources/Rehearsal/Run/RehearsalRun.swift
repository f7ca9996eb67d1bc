package import LambdaProtocol

/// One repetition of a rehearsal: Init, the invocations, Shutdown.
package struct RehearsalRun: Sendable, Hashable {
    /// Its number, counted from 1.
    package var number: Int
    /// What happened.
    package var timeline: [TimelineEvent]
    /// What was measured.
    package var measurements: RehearsalMeasurements
    /// The budget that applies.
    package var budget: ShutdownBudget
    /// The reason for its verdict.
    package var reason: RehearsalReason
    /// The log; empty if only the numbers are kept.
    package var log: RehearsalLog
    /// The observed descriptors; `nil` if the system does not reveal them.
    package var descriptors: DescriptorFindings?
    /// The invocations that failed.
    package var failures: [RehearsalFailure]
    /// How many idle connections the relay closed, by target address.
    package var dropped: [DescriptorCount]
    /// What was unusual.
    package var circumstances: RehearsalCircumstances
    /// What counts against the function.
    package var rules: RehearsalRules

    /// Creates a repetition's account from its records.
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
        // A process's end is reported when its output has been read, so other events may already be in the list.
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

    /// The remaining budget at the exit, if the function exited after SIGTERM.
    package var margin: Duration? {
        switch reason {
        case .exitedInTime(let elapsed), .exitedLate(let elapsed): budget.duration - elapsed
        default: nil
        }
    }
}
