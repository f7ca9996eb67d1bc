package import LocalEnvironment

/// What to rehearse.
package struct RehearsalRequest: Sendable {
    /// The plan for the execution environments; the rehearsal sets its own shutdown times.
    package var plan: EnvironmentPlan
    /// The description in the report.
    package var subject: RehearsalSubject
    /// The event of every invocation.
    package var event: [UInt8]
    /// The number of repetitions.
    package var repetitions: Int
    /// The budget, if the user set one.
    package var budget: Duration?
    /// The variables whose addresses are replaced by a relay that drops idle connections.
    package var dropIdle: [RelayVariable]
    /// What counts against the function.
    package var rules: RehearsalRules

    /// Creates a request.
    package init(
        plan: EnvironmentPlan, subject: RehearsalSubject, event: [UInt8], repetitions: Int = 1, budget: Duration? = nil,
        dropIdle: [RelayVariable] = [], rules: RehearsalRules = RehearsalRules()
    ) {
        self.plan = plan
        self.subject = subject
        self.event = event
        self.repetitions = repetitions
        self.budget = budget
        self.dropIdle = dropIdle
        self.rules = rules
    }
}
