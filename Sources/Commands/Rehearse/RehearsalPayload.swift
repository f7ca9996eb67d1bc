import Host
import LambdaProtocol
import Model
import Rehearsal

/// A rehearsal as JSON.
struct RehearsalPayload: Encodable, Sendable {
    struct Invocation: Encodable, Sendable {
        var startMs: Double
        var responseMs: Double?
        var totalMs: Double?
        var isError: Bool
    }
    struct Event: Encodable, Sendable {
        var atMs: Double
        var event: String
    }
    struct Line: Encodable, Sendable {
        var atMs: Double
        var source: String
        var text: String
    }
    struct Failure: Encodable, Sendable {
        var invocation: Int
        var errorType: String
        var body: String
    }
    struct Descriptors: Encodable, Sendable {
        var afterEachInvocation: [Int]
        var grown: [DescriptorCount]
        var openAtTermination: [DescriptorCount]
        var openAtExit: [DescriptorCount]?
        var exitObservation: String
        var samplingReason: String?
        var openAtLastLook: [DescriptorCount]?
        var lastLookBeforeExitMs: Double?
        var sigterm: TerminationHandling?
        var processCount: Int
    }
    struct Repetition: Encodable, Sendable {
        var number: Int
        var verdict: RehearsalVerdict
        var passed: Bool
        var reason: String
        var budgetMs: Double
        var marginMs: Double?
        var unpackMs: Double?
        var execToFirstConnectionMs: Double?
        var execToFirstNextMs: Double?
        var execToExtensionReadyMs: [String: Double]
        var initMs: Double?
        var invocations: [Invocation]
        var frozenMs: Double?
        var sigtermToExitMs: Double?
        var shutdownToSigkillMs: Double?
        var shutdownToShutdownEventMs: [String: Double]
        var shutdownMs: Double?
        var exitStatus: Int32?
        var exitSignal: Int32?
        var descriptors: Descriptors?
        var droppedConnections: [DescriptorCount]
        var failures: [Failure]
        var timeline: [Event]
        var log: [Line]
        var omittedLogLines: Int
    }

    var verdict: RehearsalVerdict
    var passed: Bool
    var function: String
    var code: String
    var architecture: Architecture
    var memoryMB: Int
    var `extension`: String
    var invocationsPerRepetition: Int
    var freezeMs: Double?
    var budgetMs: Double
    var budgetOrigin: ShutdownBudget.Origin
    var worstMarginMs: Double?
    var medianMarginMs: Double?
    var emulated: Bool
    var repetitions: [Repetition]
    var report: String?
    var diagnostics: [Diagnostic]

    init(_ rehearsal: Rehearsal, report: String?, diagnostics: [Diagnostic]) {
        let subject = rehearsal.subject
        verdict = rehearsal.verdict
        passed = rehearsal.passes
        function = subject.function
        code = subject.code
        architecture = subject.architecture
        memoryMB = subject.memory
        `extension` = subject.standIn
        invocationsPerRepetition = subject.invocations
        freezeMs = subject.freeze?.rounded
        budgetMs = rehearsal.budget.duration.rounded
        budgetOrigin = rehearsal.budget.origin
        worstMarginMs = rehearsal.worstMargin?.rounded
        medianMarginMs = rehearsal.medianMargin?.rounded
        emulated = rehearsal.isEmulated
        repetitions = rehearsal.runs.map(Repetition.init)
        self.report = report
        self.diagnostics = diagnostics
    }
}

/// The rehearsals of several functions as JSON.
struct RehearsalsPayload: Encodable, Sendable {
    var verdict: RehearsalVerdict
    var passed: Bool
    var functions: [RehearsalPayload]
    var report: String?
    var diagnostics: [Diagnostic]
}

extension RehearsalPayload.Repetition {
    init(_ run: RehearsalRun) {
        let measured = run.measurements
        number = run.number
        verdict = run.verdict
        passed = run.passes
        reason = run.verdict == .failed ? run.inWords : run.reason.inWords
        budgetMs = run.budget.duration.rounded
        marginMs = run.margin?.rounded
        unpackMs = measured.unpacking?.rounded
        execToFirstConnectionMs = measured.startToConnection?.rounded
        execToFirstNextMs = measured.startToNext?.rounded
        execToExtensionReadyMs = measured.startToExtensionReady.mapValues(\.rounded)
        initMs = measured.initialization?.rounded
        invocations = measured.invocations.map {
            .init(
                startMs: $0.start.rounded, responseMs: $0.untilResponse?.rounded, totalMs: $0.untilEnd?.rounded,
                isError: $0.isError)
        }
        frozenMs = measured.frozen?.rounded
        sigtermToExitMs = measured.terminationToExit?.rounded
        shutdownToSigkillMs = measured.shutdownToKill?.rounded
        shutdownToShutdownEventMs = measured.shutdownToEvent.mapValues(\.rounded)
        shutdownMs = measured.shutdown?.rounded
        switch measured.end {
        case .exited(let status): exitStatus = status
        case .signalled(let signal): exitSignal = signal
        case nil: break
        }
        descriptors = run.descriptors.map(RehearsalPayload.Descriptors.init)
        droppedConnections = run.dropped
        failures = run.failures.map { .init(invocation: $0.invocation, errorType: $0.errorType, body: $0.body) }
        timeline = run.timeline.map { .init(atMs: $0.time.rounded, event: $0.kind.inWords) }
        log = run.log.lines.map { line in
            let source =
                switch line.source {
                case .platform: "platform"
                case .process(.runtime): "function"
                case .process(let process): process.title
                }
            return .init(atMs: line.time.rounded, source: source, text: line.text)
        }
        omittedLogLines = run.log.omittedCount
    }
}

extension RehearsalPayload.Descriptors {
    init(_ found: DescriptorFindings) {
        afterEachInvocation = found.totals
        grown = found.growth?.opened ?? []
        openAtTermination = found.openAtTermination
        openAtExit = found.openAtExit
        switch found.observation {
        case .exact: exitObservation = "exact"
        case .sampled(let reason):
            exitObservation = "sampled"
            samplingReason = reason
        case .none: exitObservation = "none"
        }
        openAtLastLook = found.openAtLastLook
        lastLookBeforeExitMs = found.lastLook?.rounded
        sigterm = found.handling
        processCount = found.processCount
    }
}

extension Duration {
    /// Milliseconds to the microsecond.
    fileprivate var rounded: Double { (exactMilliseconds * 1_000).rounded() / 1_000 }
}
