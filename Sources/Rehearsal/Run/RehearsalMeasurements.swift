package import LambdaProtocol
package import Model

/// The measurements of one repetition; `nil` stands for what did not happen.
package struct RehearsalMeasurements: Sendable, Hashable {
    /// One invocation.
    package struct Invocation: Sendable, Hashable {
        /// When it began.
        package var start: Duration
        /// The time until the runtime answered.
        package var untilResponse: Duration?
        /// The time until the environment was ready for the next one.
        package var untilEnd: Duration?
        /// Whether the function answered with an error, or failed.
        package var isError: Bool
    }

    /// The time to put the archive and the layers in place.
    package var unpacking: Duration?
    /// From the runtime's start to its first connection to the Runtime API.
    package var startToConnection: Duration?
    /// From the runtime's start to its first call of `next`.
    package var startToNext: Duration?
    /// From the runtime's start to the moment each extension was ready.
    package var startToExtensionReady: [String: Duration] = [:]
    /// The duration of Init, from the start of the first process.
    package var initialization: Duration?
    /// The invocations, in order.
    package var invocations: [Invocation] = []
    /// The total time for which the processes were stopped.
    package var frozen: Duration?
    /// When SIGTERM was sent.
    package var terminatedAt: Duration?
    /// From SIGTERM to the runtime's exit.
    package var terminationToExit: Duration?
    /// From the start of Shutdown to the runtime's SIGKILL.
    package var shutdownToKill: Duration?
    /// From the start of Shutdown to each extension's SHUTDOWN event.
    package var shutdownToEvent: [String: Duration] = [:]
    /// The total duration of Shutdown.
    package var shutdown: Duration?
    /// How the runtime ended.
    package var end: ProcessEnd?

    /// Reads the measurements from a timeline.
    package init(timeline: [TimelineEvent]) {
        var reader = MeasurementReader()
        for event in timeline { reader.read(event, into: &self) }
        if reader.wasFrozen { frozen = reader.frozen }
    }
}

/// The moments from which later ones are measured.
private struct MeasurementReader {
    private var unpackingStart: Duration?
    private var firstStart: Duration?
    private var runtimeStart: Duration?
    private var frozenSince: Duration?
    private var shutdownStart: Duration?
    private(set) var frozen = Duration.zero
    private(set) var wasFrozen = false

    mutating func read(_ event: TimelineEvent, into result: inout RehearsalMeasurements) {
        let time = event.time
        switch event.kind {
        case .unpacking: unpackingStart = time
        case .unpacked: result.unpacking = unpackingStart.map { time - $0 }
        case .started(let process):
            firstStart = firstStart ?? time
            if process == .runtime { runtimeStart = runtimeStart ?? time }
        case .connected: result.startToConnection = result.startToConnection ?? runtimeStart.map { time - $0 }
        case .runtimeReady: result.startToNext = result.startToNext ?? runtimeStart.map { time - $0 }
        case .extensionReady(let name):
            guard result.startToExtensionReady[name] == nil else { break }
            result.startToExtensionReady[name] = (runtimeStart ?? firstStart).map { time - $0 }
        case .initialized: result.initialization = result.initialization ?? firstStart.map { time - $0 }
        case .frozen:
            wasFrozen = true
            frozenSince = time
        case .thawed:
            if let frozenSince { frozen += time - frozenSince }
            frozenSince = nil
        default: readInvocation(event, into: &result)
        }
    }

    private mutating func readInvocation(_ event: TimelineEvent, into result: inout RehearsalMeasurements) {
        switch event.kind {
        case .invoked: result.invocations.append(.init(start: event.time, isError: false))
        case .responded(_, let isError):
            guard let last = result.invocations.indices.last else { break }
            result.invocations[last].untilResponse = event.time - result.invocations[last].start
            if isError { result.invocations[last].isError = true }
        case .invocationEnded:
            guard let last = result.invocations.indices.last else { break }
            result.invocations[last].untilEnd = event.time - result.invocations[last].start
            if result.invocations[last].untilResponse == nil { result.invocations[last].isError = true }
        default: readShutdown(event, into: &result)
        }
    }

    /// Keeps only the last Shutdown; an environment that was reset had others before.
    private mutating func readShutdown(_ event: TimelineEvent, into result: inout RehearsalMeasurements) {
        let time = event.time
        switch event.kind {
        case .shutdownBegan:
            shutdownStart = time
            result.terminatedAt = nil
            result.terminationToExit = nil
            result.shutdownToKill = nil
            result.shutdownToEvent = [:]
        case .terminated(.runtime): result.terminatedAt = time
        case .killed(.runtime): result.shutdownToKill = shutdownStart.map { time - $0 }
        case .shutdownDelivered(let name): result.shutdownToEvent[name] = shutdownStart.map { time - $0 }
        case .exited(.runtime, let end):
            result.end = end
            result.terminationToExit = result.terminationToExit ?? result.terminatedAt.map { time - $0 }
        case .shutdownEnded: result.shutdown = shutdownStart.map { time - $0 }
        default: break
        }
    }
}
