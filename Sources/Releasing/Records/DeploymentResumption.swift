/// What a run that was killed, failed or was interrupted has left to do, and what is said about it.
package struct DeploymentResumption: Sendable, Hashable {
    /// One step of one function that is not done.
    package struct Pending: Sendable, Hashable {
        /// The function's own name.
        package var function: String
        /// The step.
        package var step: DeploymentStep
        /// Whether it was begun, so that it may be half done.
        package var isBegun: Bool
    }

    /// What the next run does.
    package enum Action: Sendable, Hashable {
        /// Nothing is left to do.
        case nothing
        /// It deploys as if there had been no other run: nothing was changed but the bucket.
        case again
        /// It plans again and, when the rest was agreed to, applies it: Terraform's state says what was done.
        case planRest
        /// It goes on with what Terraform does not do.
        case finish([Pending])
    }

    /// What the next run does.
    package var action: Action
    /// Where the former run stopped, in one line.
    package var summary: String
    /// What that means, in sentences.
    package var explanation: String

    /// Finds what is left of a run.
    ///
    /// - Parameter record: a record without an end, or one that failed or was interrupted.
    package init(of record: DeploymentRecord) {
        let progress = record.progress
        let pending = record.functions.flatMap { function in
            function.steps.filter { !progress.isDone($0, of: function.name) }.map { step in
                Pending(function: function.name, step: step, isBegun: progress.isBegun(step, of: function.name))
            }
        }
        summary = Self.summary(of: record)
        guard progress.end?.outcome != .done, progress.end?.outcome != .planned else {
            action = .nothing
            explanation = "It is complete."
            return
        }
        // A run that only finished another one had no plan to apply.
        let isPastTerraform = progress.entries.contains { $0.step > .apply }
        let needsTerraform = (record.kind == .deploy || record.kind == .promote) && !isPastTerraform
        if needsTerraform, !progress.isBegun(.apply) {
            action = .again
            explanation =
                progress.isBegun(.upload)
                ? "Nothing on AWS was changed, except that archives may have been uploaded; those are not sent again."
                : "Nothing on AWS was changed."
        } else if needsTerraform, !progress.isDone(.apply) {
            action = .planRest
            explanation =
                "Terraform may have changed some resources; its state says which, and the next plan shows the rest. If the "
                + "state is still locked, and no other run has it: terraform force-unlock ID."
        } else if pending.isEmpty {
            action = .nothing
            explanation = "All its steps are done; only its record was not closed."
        } else {
            action = .finish(pending)
            explanation = pending.map { Self.sentence(about: $0, in: record) }.joined(separator: " ")
        }
    }

    private static func summary(of record: DeploymentRecord) -> String {
        let run = "the \(record.kind.rawValue) to \(record.placeWords) by \(record.deployer.name)"
        let begun = "begun \(record.began.shortText) UTC"
        func step(_ entry: DeploymentProgress.Entry) -> String {
            entry.step.words + (entry.function.map { " of \($0)" } ?? "")
        }
        switch record.progress.position {
        case .notBegun: return "\(run), \(begun), stopped before its first step"
        case .within(let entry): return "\(run), \(begun), stopped while \(step(entry))"
        case .after(let entry): return "\(run), \(begun), stopped after \(step(entry))"
        case .ended(let end):
            let reason = end.reason.map { ": \($0)" } ?? ""
            switch end.outcome {
            case .done: return "\(run), \(begun), is complete"
            case .planned: return "\(run), \(begun), stopped after the plan"
            case .failed: return "\(run), \(begun), failed" + reason
            case .interrupted: return "\(run), \(begun), was interrupted" + reason
            case .superseded: return "\(run), \(begun), was taken over" + reason
            }
        }
    }

    /// Each of these steps can be done twice: a version of unchanged code is the same version, and an alias is moved only
    /// from where the record saw it.
    private static func sentence(about pending: Pending, in record: DeploymentRecord) -> String {
        let function = record.functions.first { $0.name == pending.function }
        let alias = function?.aliasAfter ?? function?.aliasBefore
        switch pending.step {
        case .publish:
            return "\(pending.function): the code is deployed; it has "
                + (pending.isBegun ? "perhaps no version yet." : "no version yet.")
        case .smoke:
            return "\(pending.function): "
                + (pending.isBegun
                    ? "the smoke event was sent, and its answer is not known; it is sent again."
                    : "the version did not get the smoke event yet.")
        case .shift:
            let serves = alias.map { "when it was last seen, \($0.words)" } ?? "it had none before"
            return "\(pending.function): the alias "
                + (pending.isBegun ? "was being moved; " : "was not moved; ") + serves + "."
        case .package, .upload, .plan, .apply:
            return "\(pending.function): \(pending.step.words) is not done."
        }
    }
}

extension DeploymentResumption {
    /// What has become of an alias that a former run may have moved.
    package enum AliasState: Sendable, Hashable {
        /// It is where the run was to bring it.
        case arrived
        /// It is where the run last saw it, so that it can be moved on.
        case unmoved
        /// Somebody else moved it.
        case movedByOther(RecordedFunction.Alias)
    }

    /// Compares an alias with a record.
    ///
    /// - Parameter alias: the alias now.
    package static func state(of alias: RecordedFunction.Alias, in function: RecordedFunction) -> AliasState {
        let noWeights = alias.weights.allSatisfy { $0.value == 0 }
        if let version = function.versionAfter, alias.version == version, noWeights { return .arrived }
        let seen = [function.aliasAfter, function.aliasBefore].compactMap { $0 }
        return seen.contains { $0.serves(like: alias) } ? .unmoved : .movedByOther(alias)
    }
}
