package import LocalEnvironment

/// What to rehearse.
package struct RehearsalRequest: Sendable {
    /// What the execution environments are made from; its shutdown times are replaced by the rehearsal's.
    package var plan: EnvironmentPlan
    /// What the report says of it.
    package var subject: RehearsalSubject
    /// The event of every invocation.
    package var event: [UInt8]
    /// How many times it is done.
    package var repetitions: Int
    /// The budget, where the user named one.
    package var budget: Duration?
    /// The variables whose addresses are reached through a relay that drops idle connections.
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
