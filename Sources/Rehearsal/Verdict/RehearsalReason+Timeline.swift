package import LambdaProtocol
import LibC
import Model

extension RehearsalReason {
    /// What a repetition's timeline says about the function's runtime process.
    ///
    /// The first failure counts. An exit in Shutdown with a status other than 0 counts as a crash: Lambda ignores the
    /// status, but the function itself reports that its cleanup failed.
    package init(timeline: [TimelineEvent], budget: ShutdownBudget) {
        let shutdown = timeline.lastIndex { $0.kind == .shutdownBegan(.spindown) } ?? timeline.endIndex
        if let early = Self.failure(before: timeline[..<shutdown]) {
            self = early
            return
        }
        let terminated = timeline[shutdown...].first { $0.kind == .terminated(.runtime) }?.time
        for event in timeline[shutdown...] {
            guard case .exited(.runtime, let end) = event.kind else { continue }
            self = Self.ending(end, at: event.time, terminated: terminated, budget: budget)
            return
        }
        // The driver waits for every process, so without an exit there never was one.
        self = terminated == nil ? .neverAsked : .killed(after: .zero)
    }

    private static func ending(
        _ end: ProcessEnd, at time: Duration, terminated: Duration?, budget: ShutdownBudget
    ) -> RehearsalReason {
        guard let terminated else {
            return end == .signalled(SIGKILL) ? .neverAsked : .endedEarly(end, phase: .idle)
        }
        let elapsed = max(.zero, time - terminated)
        return switch end {
        case .exited(0): elapsed <= budget.duration ? .exitedInTime(after: elapsed) : .exitedLate(after: elapsed)
        case .exited(let status): .failedShutdown(status: status)
        case .signalled(SIGTERM): .diedOfSIGTERM
        case .signalled(SIGKILL): .killed(after: elapsed)
        case .signalled(let signal): .trappedInShutdown(signal: signal)
        }
    }

    /// What failed before Shutdown was requested.
    private static func failure(before timeline: ArraySlice<TimelineEvent>) -> RehearsalReason? {
        var phase = Phase.initialization
        var isReady = false
        var initFailure: String?
        var wasKilled = false
        var extensionEnd: RehearsalReason?
        for event in timeline {
            switch event.kind {
            case .notStarted(let process, let reason): return .notLaunched(process, reason: reason)
            case .exited(.extension(let name), let end):
                extensionEnd = extensionEnd ?? .extensionEnded(name: name, end)
            case .shutdownBegan(.failure): if let extensionEnd { return extensionEnd }
            case .runtimeReady:
                if !isReady { phase = .idle }
                isReady = true
            case .delivered: phase = .invocation
            case .responded, .invocationEnded: phase = isReady ? .idle : phase
            case .initFailed(let reason): initFailure = initFailure ?? reason
            case .shutdownBegan(.timeout): return isReady ? .timedOut : .neverReady
            case .killed(.runtime): wasKilled = true
            case .exited(.runtime, let end):
                guard let initFailure, !isReady else { return .endedEarly(end, phase: phase) }
                return wasKilled && initFailure == "timeout" ? .neverReady : .notStarted(reason: initFailure)
            default: break
            }
        }
        return isReady ? nil : initFailure.map { .notStarted(reason: $0) }
    }
}
