import Host
import LocalLambda
import Model
import Testing

@Suite("Verdicts")
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
        #expect(diagnostics[0].explanation?.contains("nothing would ever send it") == true)
        #expect(diagnostics[1].summary.contains("tcp 10.0.0.5:5432 (2 times)"))
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
