package import Model

/// What a run that begins does about runs before it that have no end; the reasons are at ``DeploymentRecord``.
package enum DeploymentTakeover: Sendable, Hashable {
    /// There is none.
    case nothing
    /// One may be alive: the new run stops before it changes anything.
    case wait(DeploymentRecord)
    /// The new run ends their records, the newest first, and then does what the newest has left.
    case takeOver([DeploymentRecord])

    /// Decides from the records of the place.
    ///
    /// - Parameters:
    ///   - records: the records, the newest first.
    ///   - now: the time.
    ///   - isForced: whether the user said `--resume`, and so that no other run is alive.
    package init(records: [DeploymentRecord], now: RecordTime, isForced: Bool) {
        // What was open before a deployment that is complete has nothing left to do.
        let open = records.prefix { $0.progress.end?.outcome != .done }.filter { $0.progress.end == nil }
        guard !open.isEmpty else {
            self = .nothing
            return
        }
        if !isForced, let alive = open.first(where: { $0.isAlive(at: now) }) {
            self = .wait(alive)
        } else {
            self = .takeOver(open)
        }
    }

    /// The newest run that did not do everything it was to do: its record has no end, or it failed or was interrupted.
    ///
    /// - Parameter records: the records of the place, the newest first.
    package static func unfinished(in records: [DeploymentRecord]) -> DeploymentRecord? {
        guard let newest = records.first(where: { $0.progress.end?.outcome != .planned }) else { return nil }
        return newest.progress.end?.outcome == .done ? nil : newest
    }

    /// The reason that the record of a run gets when another takes it over.
    package static func reason(id: String, deployer: DeploymentRecord.Deployer) -> String {
        "taken over by the run \(id) of \(deployer.name)"
    }
}

/// Another run is in the way, or took this one over.
package enum DeploymentConflict: DiagnosedError, Hashable {
    /// Another run may be alive.
    case inProgress(DeploymentRecord, now: RecordTime)
    /// Another run ended this run's record.
    case takenOver(DeploymentRecord)

    /// The error.
    package var diagnostics: [Diagnostic] {
        switch self {
        case .inProgress(let record, let now):
            let stage = record.stage.map { " --stage \($0)" } ?? ""
            let seconds = max(0, now.seconds(since: record.renewed))
            return [
                .error(
                    "release.in-progress", "another run is deploying to \(record.placeWords)",
                    explanation:
                        "\(record.deployer.arn) began a \(record.kind.rawValue) \(record.began.shortText) UTC, and "
                        + "was \(Self.doing(record)) \(seconds) seconds ago. A run that was killed counts as alive for "
                        + "\(DeploymentRecord.lease / 60) minutes.",
                    hints: [
                        "wait until it is done",
                        "if it was killed: swiftlambda deploy\(stage) --resume",
                    ])
            ]
        case .takenOver(let record):
            return [
                .error(
                    "release.taken-over", "another run took this deployment over",
                    explanation: "It ended the record of this run, which stops between two steps. "
                        + DeploymentResumption(of: record).explanation,
                    hints: ["see what it did: swiftlambda versions" + (record.stage.map { " --stage \($0)" } ?? "")])
            ]
        }
    }

    /// The work was not done: status 1.
    package var exitStatus: ExitStatus { .unsatisfied }

    private static func doing(_ record: DeploymentRecord) -> String {
        switch record.progress.position {
        case .within(let entry): entry.step.words + (entry.function.map { " of \($0)" } ?? "")
        case .notBegun, .after, .ended: "between two steps"
        }
    }
}
