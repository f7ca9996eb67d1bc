package import LambdaProtocol
import Model

extension Duration {
    /// A duration in reports, such as `0.4 ms`, `88.2 ms` or `300 ms`; negative ones with a minus.
    package var inMilliseconds: String {
        let value = exactMilliseconds
        let tenths = Int((value * 10).rounded())
        if tenths.magnitude >= 10_000 || tenths % 10 == 0 { return "\(Int(value.rounded())) ms" }
        return "\(DecimalText.of(Int64(tenths), decimals: 1)) ms"
    }
}

extension EnvironmentProcess {
    /// A process's name in a timeline.
    package var title: String {
        switch self {
        case .runtime: "runtime"
        case .extension(let name): name
        }
    }
}

extension RehearsalReason {
    /// What happened, as the predicate of a sentence: `exited 211.8 ms after SIGTERM`.
    package var inWords: String {
        switch self {
        case .exitedInTime(let elapsed), .exitedLate(let elapsed): "exited \(elapsed.inMilliseconds) after SIGTERM"
        case .killed(let elapsed): "was still running when SIGKILL came \(elapsed.inMilliseconds) after SIGTERM"
        case .diedOfSIGTERM: "died of SIGTERM at once: it has no handler"
        case .neverAsked: "got SIGKILL at once and no SIGTERM: no extension is registered"
        case .endedEarly(let end, .initialization): "\(end.inWords) in Init"
        case .endedEarly(let end, .invocation): "\(end.inWords) while handling an event"
        case .endedEarly(let end, .idle): "\(end.inWords) before Shutdown"
        case .failedShutdown(let status): "exited with status \(status) after SIGTERM"
        case .trappedInShutdown(let signal): "was terminated by \(SignalWords.name(of: signal)) after SIGTERM"
        case .neverReady:
            "never requested an event: Init took longer than \(InvocationLimits.initialization.components.seconds) s"
        case .timedOut: "exceeded its timeout while handling an event"
        case .notLaunched(.runtime, _): "failed in Init: its bootstrap could not be started (Runtime.InvalidEntrypoint)"
        case .notLaunched(.extension(let name), _):
            "failed in Init: the extension '\(name)' could not be started (Extension.LaunchError)"
        case .extensionEnded(let name, let end): "failed: the extension '\(name)' \(end.inWords) (Extension.Crash)"
        case .notStarted(let reason): "failed in Init: \(reason)"
        }
    }
}

extension RehearsalRun {
    /// What happened, with how far it exceeded the budget.
    package var inWords: String {
        if verdict == .failed { return "\(reason.inWords), but \(failedEvents) failed" }
        guard case .exitedLate(let elapsed) = reason else { return reason.inWords }
        return
            "\(reason.inWords), \((elapsed - budget.duration).inMilliseconds) over its \(budget.duration.inMilliseconds)"
    }
}

extension RehearsalRun {
    /// How many of its events failed, such as `1 of 3 events` or `its only event`.
    var failedEvents: String {
        let total = max(measurements.invocations.count, failures.count)
        if total == 1 { return "its only event" }
        return failures.count == total ? "all \(total) events" : "\(failures.count) of \(total) events"
    }
}

extension TimelineEvent.Kind {
    /// What happened, in words.
    package var inWords: String {
        switch self {
        case .unpacking: "unpacking begins"
        case .unpacked: "archive and layers in place"
        case .started(let process): "\(process.title) started"
        case .notStarted(let process, let reason): "\(process.title) could not be started: \(reason)"
        case .connected: "first connection to the Runtime API"
        case .registered(let name, true): "external extension \(name) registered"
        case .registered(let name, false): "internal extension \(name) registered"
        case .extensionReady(let name): "\(name) ready"
        case .runtimeReady: "runtime ready: first request for an event"
        case .initialized: "Init complete"
        case .initFailed(let reason): "Init failed: \(reason)"
        case .invoked: "event received"
        case .delivered: "event handed to the runtime"
        case .responded(_, false): "response"
        case .responded(_, true): "error reported"
        case .invocationEnded: "invocation complete"
        case .frozen: "frozen"
        case .thawed: "thawed"
        case .shutdownBegan(let reason): "Shutdown begins: \(reason.rawValue)"
        case .terminated(let process): "SIGTERM to \(process.title)"
        case .killed(let process): "SIGKILL to \(process.title)"
        case .shutdownDelivered(let name): "SHUTDOWN event to \(name)"
        case .exited(let process, let end): "\(process.title) \(end.inWords)"
        case .shutdownEnded: "Shutdown complete"
        }
    }
}
