/// A canary of one function: a pure state machine, observations in, actions out.
///
/// After each action the alias is what the machine says, and Terraform ignores its version and weights: a plan is empty at
/// every moment, and whoever reads the alias and the record knows where it stands.
package struct CanaryMachine: Sendable, Hashable {
    /// What was seen of alarms and calls.
    package struct Findings: Sendable, Hashable {
        /// The state of each alarm; an alarm that does not exist has none.
        package var alarms: [String: AlarmState]
        /// The calls of the new version and of the former one.
        package var new: Calls
        /// The calls of the former version.
        package var former: Calls

        /// Creates findings.
        package init(alarms: [String: AlarmState] = [:], new: Calls = Calls(), former: Calls = Calls()) {
            self.alarms = alarms
            self.new = new
            self.former = former
        }
    }

    /// The state of an alarm, as CloudWatch spells it.
    package enum AlarmState: String, Sendable, Hashable {
        case ok = "OK"
        case alarm = "ALARM"
        case insufficientData = "INSUFFICIENT_DATA"
    }

    /// How many calls there were, and how many failed.
    package struct Calls: Sendable, Hashable {
        /// All calls.
        package var count: Int
        /// Those that failed.
        package var errors: Int

        /// Creates numbers.
        package init(count: Int = 0, errors: Int = 0) {
            self.count = count
            self.errors = errors
        }

        /// The failed ones, in percent.
        var errorPercentage: Double { count > 0 ? Double(errors) / Double(count) * 100 : errors > 0 ? 100 : 0 }
    }

    /// Something that happened.
    package enum Event: Sendable, Hashable {
        /// The first action is wanted; before it, what is found of the alarms.
        case begin(Findings)
        /// The alias is as the machine wanted it.
        case shifted
        /// Time has passed.
        case looked(Findings, elapsed: Duration)
        /// Somebody else moved the alias: Lambda refused the change.
        case movedByOther
        /// Ctrl-C.
        case interrupted
    }

    /// What is to be done.
    package enum Action: Sendable, Hashable {
        /// Give the alias a version and shares of others.
        case setAlias(version: String, weights: [String: Double])
        /// Wait, then look at alarms and calls.
        case wait(Duration)
        /// Nothing more: the new version has all calls.
        case done(note: String?)
        /// Nothing more: the former version has all calls again, for the reason.
        case takenBack(reason: String)
        /// Nothing more: the alias stays as it is, for the reason.
        case stop(reason: String)
    }

    private enum Phase: Hashable {
        case idle
        case sharing
        case watching
        case finishing(note: String?)
        case goingBack(reason: String)
        case over
    }

    /// The plan.
    package let plan: CanaryPlan
    /// The version that served before.
    package let former: String
    /// The new version.
    package let new: String
    private var phase = Phase.idle

    /// Creates the machine of a canary.
    package init(plan: CanaryPlan, former: String, new: String) {
        self.plan = plan
        self.former = former
        self.new = new
    }

    /// Takes an event, and says what to do next.
    package mutating func next(_ event: Event) -> Action {
        switch (phase, event) {
        case (_, .movedByOther):
            phase = .over
            return .stop(reason: "somebody else moved the alias")
        case (_, .interrupted):
            phase = .over
            return .stop(reason: "it was interrupted")
        case (.idle, .begin(let findings)):
            if let reason = alarmFault(findings) {
                phase = .over
                return .stop(reason: reason)
            }
            phase = .sharing
            return .setAlias(version: former, weights: [new: plan.weight])
        case (.sharing, .shifted):
            phase = .watching
            return .wait(plan.interval)
        case (.watching, .looked(let findings, let elapsed)):
            return looked(findings, elapsed: elapsed)
        case (.finishing(let note), .shifted):
            phase = .over
            return .done(note: note)
        case (.goingBack(let reason), .shifted):
            phase = .over
            return .takenBack(reason: reason)
        case (.idle, _), (.sharing, _), (.watching, _), (.finishing, _), (.goingBack, _), (.over, _):
            phase = .over
            return .stop(reason: "internal error: an event that cannot happen now")
        }
    }

    /// Why the former version gets all calls again, if it does.
    package var backReason: String? {
        if case .goingBack(let reason) = phase { reason } else { nil }
    }

    /// Whether the time is up, and the new version gets all calls.
    package var isFinishing: Bool {
        if case .finishing = phase { true } else { false }
    }

    /// What is worth to be said then.
    package var finishingNote: String? {
        if case .finishing(let note) = phase { note } else { nil }
    }

    private mutating func looked(_ findings: Findings, elapsed: Duration) -> Action {
        if let reason = alarmFault(findings) ?? errorFault(findings) {
            phase = .goingBack(reason: reason)
            return .setAlias(version: former, weights: [:])
        }
        guard elapsed >= plan.wait else { return .wait(min(plan.interval, plan.wait - elapsed)) }
        phase = .finishing(note: findings.new.count == 0 ? "no call reached version \(new) meanwhile" : nil)
        return .setAlias(version: new, weights: [:])
    }

    private func alarmFault(_ findings: Findings) -> String? {
        for alarm in plan.alarms {
            switch findings.alarms[alarm] {
            case .alarm: return "the alarm '\(alarm)' is in the state ALARM"
            case nil: return "there is no alarm '\(alarm)'"
            case .ok, .insufficientData: continue
            }
        }
        return nil
    }

    private func errorFault(_ findings: Findings) -> String? {
        let new = findings.new.errorPercentage
        guard findings.new.errors > 0, new > findings.former.errorPercentage + CanaryPlan.tolerance else { return nil }
        return "\(findings.new.errors) of \(findings.new.count) calls of version \(self.new) failed, and "
            + "\(findings.former.errors) of \(findings.former.count) of version \(former)"
    }
}

extension CanaryMachine {
    /// What is said after Ctrl-C: where it stands, and how to go on or back.
    ///
    /// - Parameters:
    ///   - function: the function's own name.
    ///   - stage: the stage, if the project has any.
    ///   - alias: the alias as it is now.
    package func standing(of function: String, stage: String?, alias: RecordedFunction.Alias) -> [String] {
        let stage = stage.map { " --stage \($0)" } ?? ""
        let go = "swiftlambda deploy \(function)\(stage) --resume"
        let rollback = "swiftlambda rollback \(function)\(stage) --to "
        let words = "alias '\(alias.name)' of \(function): \(alias.words)"
        if alias.version == new, alias.weights.allSatisfy({ $0.value == 0 }) {
            return [words, "The canary is complete.", "To go back: \(rollback)\(former)"]
        }
        guard alias.weights[new] ?? 0 > 0 else { return [words, "The canary has not begun.", "To go on: \(go)"] }
        return [words, "It stays so.", "To go on: \(go)", "To go back: \(rollback)\(former)"]
    }
}
