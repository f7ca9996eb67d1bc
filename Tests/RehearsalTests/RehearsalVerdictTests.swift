import Host
import LambdaProtocol
import Model
import Rehearsal
import Testing

/// Verdicts.
@Suite
struct RehearsalVerdictTests {
    private func verdict(_ timeline: [TimelineEvent], budget: Duration? = nil) -> RehearsalVerdict {
        RehearsalRun(number: 1, timeline: timeline, userBudget: budget).verdict
    }

    @Test(arguments: [
        (200.0, ProcessEnd.exited(0), false, RehearsalVerdict.graceful), (300, .exited(0), false, .graceful),
        (300.1, .exited(0), false, .late), (450, .exited(0), false, .late), (599, .exited(0), false, .late),
        (600, .signalled(9), true, .killed), (600, .exited(0), true, .late), (1, .signalled(15), false, .noHandler),
        (20, .exited(3), false, .crashed), (20, .signalled(5), false, .crashed), (20, .signalled(4), false, .crashed),
        (20, .exited(143), false, .crashed), (0, .exited(0), false, .graceful),
    ])
    func shutdownDecides(elapsed: Double, end: ProcessEnd, isKilled: Bool, expected: RehearsalVerdict) {
        #expect(verdict(SampleTimeline.whole(after: elapsed, end: end, isKilled: isKilled)) == expected)
    }

    @Test func withoutAnExtensionNothingAsks() {
        #expect(verdict(SampleTimeline.neverAsked) == .neverAsked)
        // A budget of the user's does not send a SIGTERM either.
        #expect(verdict(SampleTimeline.neverAsked, budget: .seconds(2)) == .neverAsked)
    }

    @Test(arguments: [(450.0, 500, RehearsalVerdict.graceful), (200, 100, .late), (2_000, 2_500, .graceful)])
    func theUsersBudgetReplacesTheDocumentedOne(elapsed: Double, budget: Int, expected: RehearsalVerdict) {
        #expect(verdict(SampleTimeline.whole(after: elapsed), budget: .milliseconds(budget)) == expected)
    }

    @Test(arguments: [(true, false, 300), (true, true, 300), (false, true, 500), (false, false, 0)])
    func theBudgetFollowsTheExtensions(hasExternal: Bool, hasInternal: Bool, expected: Int) {
        var events: [(Double, TimelineEvent.Kind)] = []
        if hasExternal { events.append((1, .registered(extension: "a", isExternal: true))) }
        if hasInternal { events.append((2, .registered(extension: "b", isExternal: false))) }
        #expect(ShutdownBudget(in: timeline(events), user: nil).duration == .milliseconds(expected))
    }

    @Test func anExitThatIsQuickerThanTheRecordOfItsSignalIsGraceful() {
        let life = timeline(
            SampleTimeline.initialization + [
                (100, .shutdownBegan(.spindown)), (100.2, .terminated(.runtime)),
                (100.1, .exited(.runtime, .exited(0))), (101, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .exitedInTime(after: .zero))
    }

    @Test func anInternalExtensionAloneGivesMoreTime() {
        let life = timeline(
            SampleTimeline.bareInitialization + [(44, .registered(extension: "inner", isExternal: false))]
                + SampleTimeline.shutdown(after: 450, end: .exited(0)))
        #expect(verdict(life) == .graceful)
    }

    @Test func aTrapInInitIsACrash() {
        let life = timeline(
            SampleTimeline.initialization.filter { $0.0 < 40 } + [
                (20, .exited(.runtime, .signalled(5))), (20.5, .initFailed(reason: "Runtime.ExitError")),
                (90, .shutdownBegan(.spindown)), (91, .shutdownEnded),
            ])
        let run = RehearsalRun(number: 1, timeline: life)
        #expect(run.reason == .endedEarly(.signalled(5), phase: .initialization))
        #expect(run.verdict == .crashed)
    }

    @Test func aTrapInTheHandlerIsACrash() {
        let life = timeline(
            SampleTimeline.initialization + [
                (50, .invoked(requestID: "a")), (51, .delivered(requestID: "a")),
                (52, .exited(.runtime, .signalled(4))), (52, .invocationEnded(requestID: "a")),
                (52, .shutdownBegan(.failure)), (53, .shutdownEnded),
                (60, .shutdownBegan(.spindown)), (61, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .endedEarly(.signalled(4), phase: .invocation))
    }

    @Test func anExitBeforeItIsToldIsACrash() {
        let life = timeline(
            SampleTimeline.initialization + SampleTimeline.invocations(1) + [
                (70, .exited(.runtime, .exited(0))), (100, .shutdownBegan(.spindown)), (101, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .endedEarly(.exited(0), phase: .idle))
    }

    @Test func aTimeoutIsACrash() {
        let life = timeline(
            SampleTimeline.initialization + [
                (50, .invoked(requestID: "a")), (51, .delivered(requestID: "a")), (1_050, .shutdownBegan(.timeout)),
                (1_050, .terminated(.runtime)), (1_060, .exited(.runtime, .exited(0))), (1_061, .shutdownEnded),
                (1_100, .shutdownBegan(.spindown)), (1_100, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .timedOut)
    }

    @Test func aFunctionThatNeverAsksIsACrash() {
        let life = timeline(
            SampleTimeline.initialization.filter { $0.0 < 40 } + [
                (10_012, .initFailed(reason: "timeout")), (10_012, .killed(.runtime)),
                (10_013, .exited(.runtime, .signalled(9))), (10_100, .shutdownBegan(.spindown)),
                (10_101, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .neverReady)
    }

    @Test func aReportedInitErrorIsACrash() {
        let life = timeline(
            SampleTimeline.initialization.filter { $0.0 < 44 } + [
                (42, .initFailed(reason: "Function.NoTable")), (43, .exited(.runtime, .exited(1))),
                (50, .shutdownBegan(.spindown)), (51, .shutdownEnded),
            ])
        #expect(RehearsalRun(number: 1, timeline: life).reason == .notStarted(reason: "Function.NoTable"))
    }

    @Test func theWorstVerdictCounts() {
        let subject = RehearsalSubject.sample
        let runs = [(200.0, false), (450, false), (600, true), (100, false)].enumerated().map { index, run in
            RehearsalRun(
                number: index + 1,
                timeline: SampleTimeline.whole(
                    after: run.0, end: run.1 ? .signalled(9) : .exited(0), isKilled: run.1))
        }
        let rehearsal = Rehearsal(subject: subject, runs: runs)
        #expect(rehearsal.verdict == .killed)
        #expect(rehearsal.worst?.number == 3)
        #expect(rehearsal.worstMargin == .milliseconds(-150))
        #expect(rehearsal.medianMargin == .milliseconds(100))
        #expect(rehearsal.diagnostics.map(\.identifier) == ["rehearsal.killed", "rehearsal.late"])
        #expect(rehearsal.diagnostics[0].summary.hasSuffix("(1 of 4 repetitions)"))
    }

    @Test func ofGracefulRunsTheOneWithTheLeastMarginIsTheWorst() {
        let runs = [200.0, 280, 100].enumerated().map {
            RehearsalRun(number: $0 + 1, timeline: SampleTimeline.whole(after: $1))
        }
        let rehearsal = Rehearsal(subject: .sample, runs: runs)
        #expect(rehearsal.worst?.number == 2)
        #expect(rehearsal.worstMargin == .milliseconds(20))
        #expect(rehearsal.medianMargin == .milliseconds(100))
        #expect(rehearsal.diagnostics.isEmpty)
    }

    @Test func everyVerdictButGracefulSaysWhatToDo() {
        let lives: [[TimelineEvent]] = [
            SampleTimeline.whole(after: 450), SampleTimeline.whole(after: 600, end: .signalled(9), isKilled: true),
            SampleTimeline.whole(after: 1, end: .signalled(15)), SampleTimeline.neverAsked,
            SampleTimeline.whole(after: 9, end: .exited(3)),
        ]
        for life in lives {
            let run = RehearsalRun(number: 1, timeline: life)
            let diagnostics = Rehearsal(subject: .sample, runs: [run]).diagnostics
            #expect(diagnostics.first?.identifier == "rehearsal.\(run.verdict.rawValue)")
            #expect(diagnostics.first?.severity == .error)
            #expect(diagnostics.first?.hints.isEmpty == false)
            #expect(diagnostics.first?.explanation?.isEmpty == false)
        }
    }

    @Test func aHandlerThatNothingWouldCallIsTold() {
        var findings = DescriptorFindings()
        findings.handling = .handled
        findings.openAtTermination = [DescriptorCount(name: "tcp 10.0.0.5:5432", count: 2)]
        let run = RehearsalRun(number: 1, timeline: SampleTimeline.neverAsked, descriptors: findings)
        let diagnostics = Rehearsal(subject: .sample, runs: [run]).diagnostics
        #expect(diagnostics.map(\.identifier) == ["rehearsal.never-asked", "rehearsal.sockets-left-open"])
        #expect(diagnostics[0].explanation?.contains("would never receive it") == true)
        #expect(diagnostics[1].summary.contains("tcp 10.0.0.5:5432 (2 times)"))
    }

    private func rehearsal(
        _ timeline: [TimelineEvent], open: [String]? = nil, failures: Int = 0, rules: RehearsalRules = RehearsalRules()
    ) -> Rehearsal {
        var findings = DescriptorFindings()
        findings.openAtExit = open?.map { DescriptorCount(name: $0, count: 1) }
        let failed = (0..<failures).map { RehearsalFailure(invocation: $0 + 1, errorType: "NoName", body: "{}") }
        let run = RehearsalRun(
            number: 1, timeline: timeline, descriptors: open == nil ? nil : findings, failures: failed, rules: rules)
        return Rehearsal(subject: .sample, runs: [run])
    }

    @Test func aMissingHandlerIsJudgedByItsConsequence() {
        let life = SampleTimeline.whole(after: 1, end: .signalled(15))
        let harmless = rehearsal(life, open: [])
        #expect(harmless.verdict == .noHandler)
        #expect(harmless.passes)
        #expect(harmless.diagnostics.map(\.severity) == [.warning])
        #expect(harmless.diagnostics[0].hints.contains { $0.contains("--strict") })

        let strict = rehearsal(life, open: [], rules: RehearsalRules(isStrict: true))
        #expect(!strict.passes)
        #expect(strict.diagnostics.map(\.severity) == [.error])

        let harmful = rehearsal(life, open: ["tcp 10.0.0.5:5432"])
        #expect(!harmful.passes)
        #expect(harmful.diagnostics[0].severity == .error)
        #expect(harmful.diagnostics[0].explanation?.contains("tcp 10.0.0.5:5432 is left open") == true)
        // Where nobody can look, the rule counts.
        #expect(!rehearsal(life).passes)
        #expect(!rehearsal(life, open: [], failures: 1).passes)
    }

    @Test func eventsThatFailAreNotGraceful() {
        let failed = rehearsal(SampleTimeline.whole(after: 100), open: [], failures: 2)
        #expect(failed.verdict == .failed)
        #expect(!failed.passes)
        #expect(failed.diagnostics.map(\.identifier) == ["rehearsal.failed"])
        #expect(failed.diagnostics[0].severity == .error)
        #expect(failed.headline == "It exited 100 ms after SIGTERM, but all 2 events failed.")

        let allowed = rehearsal(
            SampleTimeline.whole(after: 100), open: [], failures: 1, rules: RehearsalRules(allowsFailures: true))
        #expect(allowed.verdict == .graceful)
        #expect(allowed.passes)
        #expect(allowed.diagnostics.map(\.identifier) == ["rehearsal.invocation-failed"])
        #expect(allowed.diagnostics[0].summary == "1 of 2 events failed, the first with NoName")
        #expect(allowed.diagnostics[0].severity == .warning)

        let late = rehearsal(SampleTimeline.whole(after: 450), open: [], failures: 1)
        #expect(late.diagnostics.map(\.identifier) == ["rehearsal.late", "rehearsal.invocation-failed"])
        #expect(late.diagnostics[1].severity == .error)
    }

    @Test func aSampleAloneAccusesNobody() {
        var findings = DescriptorFindings()
        findings.observation = .sampled(reason: "Operation not permitted")
        findings.openAtTermination = [DescriptorCount(name: "tcp 10.0.0.5:5432", count: 1)]
        findings.openAtLastLook = findings.openAtTermination
        findings.lastLook = .microseconds(1_500)
        let run = RehearsalRun(number: 1, timeline: SampleTimeline.whole(after: 100), descriptors: findings)
        let diagnostics = Rehearsal(subject: .sample, runs: [run]).diagnostics
        #expect(run.openAtEnd == nil)
        #expect(diagnostics.map(\.identifier) == ["rehearsal.sampled"])
        #expect(diagnostics[0].severity == .note)
        #expect(
            diagnostics[0].explanation?.contains("Operation not permitted. tcp 10.0.0.5:5432 was open 1.5 ms") == true)
    }

    @Test func anExtensionThatCannotStartIsNotTheFunctionsFault() {
        let words = "/opt/extensions/agent: Exec format error; it is built for aarch64, the function for x86_64"
        let life = timeline([
            (0, .unpacking), (5, .unpacked), (6, .notStarted(.extension("agent"), reason: words)),
            (7, .initFailed(reason: "Extension.LaunchError")), (8, .shutdownBegan(.failure)), (9, .shutdownEnded),
            (50, .shutdownBegan(.spindown)), (51, .shutdownEnded),
        ])
        let found = rehearsal(life)
        #expect(found.verdict == .crashed)
        #expect(
            found.diagnostics[0].summary.contains("the extension 'agent' could not be started (Extension.LaunchError)"))
        #expect(found.diagnostics[0].explanation == words)
    }

    @Test func whatAnExtensionWroteBeforeItEndedIsShown() {
        let life = timeline(
            SampleTimeline.initialization.filter { $0.0 < 40 } + [
                (20, .exited(.extension("agent"), .exited(3))), (20.1, .initFailed(reason: "Extension.Crash")),
                (20.2, .shutdownBegan(.failure)), (20.3, .killed(.runtime)),
                (21, .exited(.runtime, .signalled(9))), (22, .shutdownEnded),
                (50, .shutdownBegan(.spindown)), (51, .shutdownEnded),
            ])
        let log = RehearsalLog([
            RehearsalLogLine(time: .zero, source: .process(.runtime), text: "the function's"),
            RehearsalLogLine(time: .zero, source: .process(.extension("agent")), text: "no licence"),
        ])
        let run = RehearsalRun(number: 1, timeline: life, log: log)
        #expect(run.reason == .extensionEnded(name: "agent", .exited(3)))
        let diagnostic = Rehearsal(subject: .sample, runs: [run]).diagnostics.first
        #expect(diagnostic?.explanation?.hasSuffix("Its last lines:\nno licence") == true)
    }

    @Test func whatIsNotSwiftGetsNoHintsForSwift() {
        var subject = RehearsalSubject.sample
        subject.isSwift = false
        let run = RehearsalRun(number: 1, timeline: SampleTimeline.whole(after: 1, end: .signalled(15)))
        let hints = Rehearsal(subject: subject, runs: [run]).diagnostics.flatMap(\.hints)
        #expect(hints == ["handle SIGTERM: close open connections, then exit with status 0"])
    }

    @Test func killingComesLateEnoughToMeasureLateExits() {
        #expect(ShutdownBudget.rehearsalTimes(user: nil).runtimeWithExternalExtension == .milliseconds(600))
        #expect(
            ShutdownBudget.rehearsalTimes(user: .milliseconds(100)).runtimeWithExternalExtension == .milliseconds(600))
        #expect(ShutdownBudget.rehearsalTimes(user: .seconds(3)).runtimeWithInternalExtension == .seconds(3))
        #expect(ShutdownBudget.rehearsalTimes(user: .seconds(3)).total > .seconds(3))
    }
}

extension RehearsalSubject {
    static let sample = RehearsalSubject(
        function: "orders", code: ".build/swiftlambda/orders/arm64/function.zip", architecture: .arm64, memory: 512,
        standIn: "insights", invocations: 2)
}
