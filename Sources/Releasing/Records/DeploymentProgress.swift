/// What a deployment has begun and finished: a pure state machine, events in, state out.
///
/// Steps happen one after the other. The state is written to the record *before* a step that changes something begins, so
/// that whoever reads the record of a run that was killed knows what may be half done; ``DeploymentResumption`` says what
/// that means.
package struct DeploymentProgress: Sendable, Hashable, Codable {
    /// A step that was begun.
    package struct Entry: Sendable, Hashable, Codable {
        /// The step.
        package var step: DeploymentStep
        /// The function's own name, for a step of one function.
        package var function: String?
        /// When it began.
        package var began: RecordTime
        /// When it ended; `nil` while it runs, and forever if the run was killed in it.
        package var ended: RecordTime?
        /// Why it failed; `nil` if it did not.
        package var failure: String?

        private enum CodingKeys: String, CodingKey {
            case step, function, began, ended, failure
        }
    }

    /// How a deployment ended.
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// Everything is done.
        case done
        /// It stopped after the plan, as nobody had agreed to it.
        case planned
        /// A step failed.
        case failed
        /// The user stopped it, or its canary was taken back.
        case interrupted
        /// Another run took it over.
        case superseded
    }

    /// The end of a deployment.
    package struct End: Sendable, Hashable, Codable {
        /// How it ended.
        package var outcome: Outcome
        /// When.
        package var time: RecordTime
        /// Why, or what took it over.
        package var reason: String?

        private enum CodingKeys: String, CodingKey {
            case outcome, time, reason
        }
    }

    /// Something that happens in a deployment.
    package enum Event: Sendable, Hashable {
        /// A step begins.
        case began(DeploymentStep, function: String? = nil)
        /// The step that runs is done.
        case finished
        /// The step that runs failed, and with it the deployment.
        case failed(String)
        /// The deployment ends.
        case ended(Outcome, reason: String? = nil)
    }

    /// Where a deployment is.
    package enum Position: Sendable, Hashable {
        /// Before its first step.
        case notBegun
        /// Within a step; if the run was killed, the step may be half done.
        case within(Entry)
        /// After a step and before the next.
        case after(Entry)
        /// It ended.
        case ended(End)
    }

    /// The steps so far, in order.
    package private(set) var entries: [Entry]
    /// The end, if there was one.
    package private(set) var end: End?

    private enum CodingKeys: String, CodingKey {
        case entries = "steps"
        case end
    }

    /// Creates the state of a deployment that has done nothing.
    package init() {
        entries = []
    }

    /// Where the deployment is.
    package var position: Position {
        if let end { return .ended(end) }
        guard let last = entries.last else { return .notBegun }
        return last.ended == nil ? .within(last) : .after(last)
    }

    /// Whether a step is done.
    package func isDone(_ step: DeploymentStep, of function: String? = nil) -> Bool {
        entries.contains { $0.step == step && $0.function == function && $0.ended != nil && $0.failure == nil }
    }

    /// Whether a step was begun, done or not.
    package func isBegun(_ step: DeploymentStep, of function: String? = nil) -> Bool {
        entries.contains { $0.step == step && $0.function == function }
    }

    /// Takes an event.
    ///
    /// - Throws: ``DeploymentProgressFault`` if it cannot happen now, which is a fault of swiftlambda.
    package mutating func take(_ event: Event, at time: RecordTime) throws(DeploymentProgressFault) {
        if let end { throw .afterEnd(end.outcome) }
        switch event {
        case .began(let step, let function):
            try begin(step, function, at: time)
        case .finished:
            try close(at: time, failure: nil)
        case .failed(let reason):
            try close(at: time, failure: reason)
            end = End(outcome: .failed, time: time, reason: reason)
        case .ended(let outcome, let reason):
            // Who is interrupted or taken over leaves the step open: nobody knows how far it got.
            if outcome == .done || outcome == .planned, let open = openStep { throw .stillOpen(open) }
            end = End(outcome: outcome, time: time, reason: reason)
        }
    }

    private var openStep: DeploymentStep? { entries.last.flatMap { $0.ended == nil ? $0.step : nil } }

    private mutating func begin(
        _ step: DeploymentStep, _ function: String?, at time: RecordTime
    ) throws(DeploymentProgressFault) {
        if let open = openStep { throw .stillOpen(open) }
        guard step.isOfFunction == (function != nil) else { throw .wrongSubject(step) }
        let others = step.isOfFunction ? entries.filter { $0.function == function || $0.function == nil } : entries
        if let later = others.map(\.step).max(), later >= step { throw .outOfOrder(step, after: later) }
        entries.append(Entry(step: step, function: function, began: time))
    }

    private mutating func close(at time: RecordTime, failure: String?) throws(DeploymentProgressFault) {
        guard let index = entries.indices.last, entries[index].ended == nil else { throw .nothingOpen }
        entries[index].ended = time
        entries[index].failure = failure
    }
}

/// An event that cannot happen in the state of a deployment.
package enum DeploymentProgressFault: Error, Hashable {
    /// The deployment has ended.
    case afterEnd(DeploymentProgress.Outcome)
    /// A step has not ended.
    case stillOpen(DeploymentStep)
    /// No step runs.
    case nothingOpen
    /// A step of a function without one, or a step of all with one.
    case wrongSubject(DeploymentStep)
    /// A step that was done, or after which another was begun.
    case outOfOrder(DeploymentStep, after: DeploymentStep)
}
