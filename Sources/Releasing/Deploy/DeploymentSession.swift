import Host
import Model

/// A run that changes a place: its record, and what it has done so far.
///
/// The record is written before steps that cannot simply be done again, while one takes long, and at the end: that a step
/// ended is written with the next one.
actor DeploymentSession {
    private(set) var record: DeploymentRecord
    private let store: RecordStore
    private let clock: any HostClock
    private let observer: @Sendable (DeploymentEvent) -> Void
    private var isWritten = false
    /// The ETag of what was written last.
    private var etag: String?
    /// The last write that began; they run one after the other, since each replaces what the one before wrote.
    private var saving: Task<Void, any Error>?
    /// What a renewal found: another run took this one over.
    private var conflict: DeploymentConflict?

    init(
        _ record: DeploymentRecord, in store: RecordStore, clock: any HostClock,
        observer: @escaping @Sendable (DeploymentEvent) -> Void
    ) {
        self.record = record
        self.store = store
        self.clock = clock
        self.observer = observer
    }

    private var now: RecordTime { RecordTime(secondsSince1970: clock.secondsSince1970) }

    /// Does a step.
    ///
    /// - Parameter isRecorded: whether the record says that it began before it does.
    /// - Throws: what the work throws, after the record has the reason.
    func perform<Result: Sendable>(
        _ step: DeploymentStep, of function: String? = nil, isRecorded: Bool = false,
        work: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        if let conflict { throw conflict }
        try record.take(.began(step, function: function), at: now)
        observer(.step(step, function: function))
        if isRecorded { try await save() }
        let result = try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                // Who is interrupted gets the error of the work, which knows how far it came.
                while (try? await self.clock.sleep(for: .seconds(DeploymentRecord.renewal))) != nil {
                    await self.renew()
                }
                return nil
            }
            defer { group.cancelAll() }
            while let end = try await group.next() {
                if let result = end { return result }
            }
            throw CancellationError()
        }
        try record.take(.finished, at: now)
        return result
    }

    /// Changes what the record says of a function.
    func update(_ function: String, _ change: @Sendable (inout RecordedFunction) -> Void) {
        guard let index = record.functions.firstIndex(where: { $0.name == function }) else { return }
        change(&record.functions[index])
    }

    /// Writes the record as it is.
    func saveNow() async throws { try await save() }

    /// Says between two steps that the run is alive.
    ///
    /// - Throws: ``DeploymentConflict`` if another run took this one over.
    func keepAlive() async throws {
        await renew()
        if let conflict { throw conflict }
    }

    /// Ends the run.
    func end(_ outcome: DeploymentProgress.Outcome, reason: String? = nil) async throws {
        try record.take(.ended(outcome, reason: reason), at: now)
        try await save()
    }

    /// Ends the run after an error; nothing is done if no record was written.
    ///
    /// - Returns: a warning if the record could not be written.
    func close(after error: any Error) async -> [Diagnostic] {
        guard record.progress.end == nil else { return [] }
        do {
            let reason = Self.reason(error)
            if Self.isInterruption(error) {
                try record.take(.ended(.interrupted, reason: reason), at: now)
            } else if case .within = record.progress.position {
                try record.take(.failed(reason), at: now)
            } else {
                try record.take(.ended(.failed, reason: reason), at: now)
            }
            guard isWritten else { return [] }
            try await save()
            return []
        } catch {
            return [
                .warning(
                    "deploy.record-not-closed", "the record of this run could not be written",
                    explanation: (error as? any DiagnosedError)?.diagnostics.first?.summary ?? "\(error)",
                    hints: ["the next deploy finds it, and says what is left"])
            ]
        }
    }

    /// Says that the run is alive; a step goes on whatever comes of that, so that nothing is left half done.
    private func renew() async {
        record.renewed = now
        guard isWritten else { return }
        do {
            try await save()
        } catch let error as DeploymentConflict {
            conflict = error
        } catch {
            // The lease lasts for several renewals.
        }
    }

    private func save() async throws {
        isWritten = true
        let former = saving
        // In a task of its own: of a write that is cancelled nobody would know what it replaced.
        let task = Task {
            _ = await former?.result
            etag = try await store.write(record, replacing: etag)
        }
        saving = task
        try await task.value
    }

    private static func isInterruption(_ error: any Error) -> Bool {
        if let failure = error as? TerraformFailure { return failure.cause == .interrupted }
        return error is CancellationError || error is CanaryTakenBack || error is CanaryStopped
    }

    private static func reason(_ error: any Error) -> String {
        if let taken = error as? CanaryTakenBack { return "the canary was taken back: " + taken.reason }
        if let stopped = error as? CanaryStopped { return reason(stopped.cause) }
        if error is CancellationError { return "a signal ended it" }
        return (error as? any DiagnosedError)?.diagnostics.first { $0.severity == .error }?.summary ?? "\(error)"
    }
}
