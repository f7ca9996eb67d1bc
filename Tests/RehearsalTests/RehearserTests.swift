import Host
import LambdaProtocol
import LocalEnvironment
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Rehearsal

/// Rehearsing.
@Suite
struct RehearserTests {
    /// An environment without processes that notes what it is asked for.
    private final class Stage: InvocableEnvironment {
        let plan: EnvironmentPlan
        private let onEvent: @Sendable (EnvironmentEvent) -> Void
        private let script: Script

        init(_ plan: EnvironmentPlan, _ script: Script, onEvent: @escaping @Sendable (EnvironmentEvent) -> Void) {
            self.plan = plan
            self.script = script
            self.onEvent = onEvent
        }

        func start() async throws {
            script.note("start")
            try script.startError.withLock { if let error = $0 { throw error } }
            onEvent(.emulated)
            onEvent(.notIsolated(reason: "no namespaces"))
            onEvent(.warning(.leftBehind(path: "/left", reason: "busy")))
            for event in timeline(SampleTimeline.initialization) { onEvent(.happened(event)) }
        }

        func invoke(
            _ invocation: Invocation, onDelivery: @escaping @Sendable (InvocationDelivery) -> Void
        ) async throws {
            script.note("invoke \(String(decoding: invocation.event, as: UTF8.self))")
            onEvent(.output(.runtime, line: "working"))
            if script.crashes {
                onEvent(.happened(TimelineEvent(.delivered(requestID: "a"), at: .milliseconds(50))))
                onEvent(.happened(TimelineEvent(.exited(.runtime, .signalled(5)), at: .milliseconds(51))))
                onDelivery(.complete(.failure(FunctionError(errorType: "Runtime.ExitError", body: []))))
                return
            }
            for event in timeline(SampleTimeline.invocations(1)) { onEvent(.happened(event)) }
            onDelivery(.complete(.response([], contentType: "application/json")))
        }

        func freeze() async throws { script.note("freeze") }
        func thaw() async throws { script.note("thaw") }

        func shutDown(_ reason: ShutdownReason) async {
            script.note("shutDown \(reason.rawValue)")
            onEvent(.aboutToTerminate(.runtime, processID: 0x7FFF_FFF0))
            for event in timeline(SampleTimeline.shutdown(after: 100, end: .exited(0))) { onEvent(.happened(event)) }
        }

        func processID(of process: EnvironmentProcess) async -> Int32? { nil }
    }

    private final class Script: Sendable {
        let crashes: Bool
        let startError = Mutex<ProcessError?>(nil)
        private let noted = Mutex<[String]>([])
        private let plans = Mutex<[EnvironmentPlan]>([])

        init(crashes: Bool = false) { self.crashes = crashes }

        var notes: [String] { noted.withLock { $0 } }
        var planned: [EnvironmentPlan] { plans.withLock { $0 } }
        func note(_ text: String) { noted.withLock { $0.append(text) } }
        func keep(_ plan: EnvironmentPlan) { plans.withLock { $0.append(plan) } }
    }

    private func request(
        invocations: Int, repetitions: Int = 1, freeze: Duration? = nil, budget: Duration? = nil
    ) -> RehearsalRequest {
        var subject = RehearsalSubject.sample
        subject.invocations = invocations
        subject.freeze = freeze
        return RehearsalRequest(
            plan: .sample, subject: subject, event: Array("{}".utf8), repetitions: repetitions, budget: budget)
    }

    private func rehearse(_ request: RehearsalRequest, _ script: Script) async throws -> Rehearsal {
        let host = Host.testing(files: LiveFileSystem(), clock: LiveClock())
        let rehearser = Rehearser(host: host) { plan, onEvent in
            script.keep(plan)
            return Stage(plan, script, onEvent: onEvent)
        }
        return try await rehearser.rehearse(request) { _ in }
    }

    @Test func eachRepetitionIsAWholeLife() async throws {
        let script = Script()
        let rehearsal = try await rehearse(request(invocations: 2, repetitions: 2, budget: .seconds(1)), script)
        let life = ["start", "invoke {}", "invoke {}", "shutDown spindown"]
        #expect(script.notes == life + life)
        #expect(rehearsal.verdict == .graceful)
        #expect(rehearsal.runs.map(\.number) == [1, 2])
        #expect(rehearsal.runs[0].log.lines.map(\.text) == ["working", "working"])
        #expect(script.planned.map(\.settings.shutdown.runtimeWithExternalExtension) == [.seconds(1), .seconds(1)])
        #expect(Set(script.planned.map(\.workDirectory)).count == 2)
    }

    @Test func freezingStandsBetweenEventsAndBeforeShutdown() async throws {
        let script = Script()
        _ = try await rehearse(request(invocations: 2, freeze: .milliseconds(2)), script)
        #expect(
            script.notes == [
                "start", "invoke {}", "freeze", "thaw", "invoke {}", "freeze", "thaw", "shutDown spindown",
            ])
    }

    @Test func afterACrashNothingMoreIsInvoked() async throws {
        let script = Script(crashes: true)
        let rehearsal = try await rehearse(request(invocations: 5), script)
        #expect(script.notes == ["start", "invoke {}", "shutDown spindown"])
        #expect(rehearsal.verdict == .crashed)
        #expect(rehearsal.runs[0].failures.map(\.errorType) == ["Runtime.ExitError"])
    }

    @Test func anEnvironmentThatCannotStartIsShutDown() async throws {
        let script = Script()
        let error = ProcessError.notFound(executable: "bootstrap")
        script.startError.withLock { $0 = error }
        await #expect(throws: error) { try await rehearse(request(invocations: 1), script) }
        #expect(script.notes == ["start", "shutDown spindown"])
    }

    @Test func whatIsNotAsOnLambdaIsTold() async throws {
        let rehearsal = try await rehearse(request(invocations: 1), Script())
        #expect(rehearsal.isEmulated)
        #expect(
            rehearsal.diagnostics.map(\.identifier) == [
                "rehearsal.emulated", "rehearsal.not-isolated", "rehearsal.left-behind",
            ])
        #expect(rehearsal.verdict == .graceful)
    }

    @Test func withoutAnInvocationThereAreInitAndShutdown() async throws {
        let script = Script()
        _ = try await rehearse(request(invocations: 0), script)
        #expect(script.notes == ["start", "shutDown spindown"])
    }

    @Test func ofManyRepetitionsTheFirstKeepTheirLogs() async throws {
        let rehearsal = try await rehearse(request(invocations: 1, repetitions: 12), Script())
        #expect(rehearsal.runs.map { !$0.log.lines.isEmpty } == Array(repeating: true, count: 10) + [false, false])
    }
}

extension EnvironmentPlan {
    fileprivate static let sample = EnvironmentPlan(
        settings: EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:1:function:orders"),
        code: "/code", layers: [], variables: [:], standIn: .insights, region: "eu-west-1", architecture: .x86_64,
        isolation: .none, workDirectory: "/nowhere/work")
}
