import Host
import LambdaProtocol
import LocalEnvironment
import Synchronization

/// Records what happens in one repetition.
final class RunRecorder: Sendable {
    private struct State {
        var timeline: [TimelineEvent] = []
        var log = RehearsalLog()
        /// The environment's start, as precisely as its events reveal it.
        var start: ContinuousClock.Instant?
        var failures: [RehearsalFailure] = []
        var circumstances = RehearsalCircumstances()
    }

    private static let mostWarnings = 20
    private let watch: DescriptorWatch?
    private let clock: any HostClock
    private let state = Mutex(State())

    init(watch: DescriptorWatch?, clock: any HostClock) {
        self.watch = watch
        self.clock = clock
    }

    func record(_ event: EnvironmentEvent) {
        switch event {
        case .happened(let happened):
            let now = clock.monotonic
            var event = happened
            // The time spent observing is not the function's own.
            if case .exited(.runtime, _) = event.kind, let watch { event.time -= watch.exited() }
            state.withLock { state in
                state.timeline.append(event)
                state.start = min(state.start ?? now, now - happened.time)
            }
        case .aboutToTerminate(.runtime, let process): watch?.aboutToTerminate(group: process)
        case .aboutToTerminate: break
        case .output(let process, let line): append(line, from: .process(process))
        case .platformLine(let line): append(line, from: .platform)
        case .warning(.leftBehind(let path, _)): state.withLock { $0.circumstances.leftBehind.append(path) }
        case .warning(let warning): keep(warning)
        case .notIsolated(let reason): state.withLock { $0.circumstances.notIsolated = reason }
        // It runs with Lambda's file system, which is what matters in a rehearsal.
        case .partlyIsolated, .fault: break
        case .emulated: state.withLock { $0.circumstances.isEmulated = true }
        }
    }

    /// Records the failure of an invocation, whether answered at once or at the end of a stream.
    func deliver(_ delivery: InvocationDelivery, invocation: Int) {
        let error: FunctionError
        switch delivery {
        case .complete(.failure(let failure)): error = failure
        case .streamEnded(let failure?): error = failure
        case .complete(.response), .streamStarted, .streamPart, .streamEnded(nil): return
        }
        let body = String(decoding: error.body.prefix(1_000), as: UTF8.self)
        state.withLock {
            $0.failures.append(
                RehearsalFailure(invocation: invocation, errorType: error.errorType, body: body))
        }
    }

    /// Whether the runtime has ended or the environment was reset, so that nothing is left to rehearse.
    var hasFailed: Bool {
        state.withLock { state in
            state.timeline.contains { event in
                switch event.kind {
                case .exited(.runtime, _), .shutdownBegan: true
                default: false
                }
            }
        }
    }

    var timeline: [TimelineEvent] { state.withLock { $0.timeline } }

    var failures: [RehearsalFailure] { state.withLock { $0.failures } }

    var circumstances: RehearsalCircumstances { state.withLock { $0.circumstances } }

    var log: RehearsalLog {
        state.withLock { state in
            state.log.trim()
            return state.log
        }
    }

    private func keep(_ warning: EnvironmentWarning) {
        state.withLock { state in
            guard state.circumstances.warnings.count < Self.mostWarnings else { return }
            state.circumstances.warnings.append(warning)
        }
    }

    private func append(_ text: String, from source: RehearsalLogLine.Source) {
        let now = clock.monotonic
        state.withLock { state in
            let time = state.start.map { now - $0 } ?? .zero
            state.log.append(RehearsalLogLine(time: time, source: source, text: text))
        }
    }
}
