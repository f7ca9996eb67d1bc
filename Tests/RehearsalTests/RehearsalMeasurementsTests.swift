import Host
import LambdaProtocol
import Model
import Rehearsal
import Testing

/// Measurements of a rehearsal.
@Suite
struct RehearsalMeasurementsTests {
    @Test func aWholeLifeIsMeasured() {
        let measured = RehearsalMeasurements(timeline: SampleTimeline.whole(after: 211.8))
        #expect(measured.unpacking == .microseconds(11_500))
        #expect(measured.startToConnection == .microseconds(27_500))
        #expect(measured.startToNext == .milliseconds(32))
        #expect(measured.startToExtensionReady == [SampleTimeline.agent: .microseconds(2_500)])
        #expect(measured.initialization == .milliseconds(33))
        #expect(measured.invocations.map(\.untilResponse) == [.microseconds(1_500), .microseconds(1_500)])
        #expect(measured.invocations.map(\.untilEnd) == [.milliseconds(2), .milliseconds(2)])
        #expect(measured.terminationToExit == .microseconds(211_800))
        #expect(measured.shutdownToEvent == [SampleTimeline.agent: .microseconds(212_300)])
        #expect(measured.shutdownToKill == nil)
        #expect(measured.frozen == nil)
        #expect(measured.end == .exited(0))
        #expect(measured.shutdown == .microseconds(213_300))
    }

    @Test func aKilledFunctionHasTheTimeOfItsKill() {
        let measured = RehearsalMeasurements(
            timeline: SampleTimeline.whole(after: 600, end: .signalled(9), isKilled: true))
        #expect(measured.shutdownToKill == .milliseconds(600))
    }

    @Test func withoutSIGTERMThereIsNoTimeToTheExit() {
        let measured = RehearsalMeasurements(timeline: SampleTimeline.neverAsked)
        #expect(measured.terminationToExit == nil)
        #expect(measured.shutdownToKill == .microseconds(100))
    }

    @Test func freezingIsAddedUp() {
        let life = timeline(SampleTimeline.initialization + SampleTimeline.invocations(3, frozenFor: 100))
        #expect(RehearsalMeasurements(timeline: life).frozen == .milliseconds(300))
    }

    @Test func anErrorAndAMissingAnswerAreErrors() {
        let life = timeline([
            (0, .invoked(requestID: "a")), (1, .responded(requestID: "a", isError: true)),
            (2, .invocationEnded(requestID: "a")), (3, .invoked(requestID: "b")), (4, .invocationEnded(requestID: "b")),
        ])
        #expect(RehearsalMeasurements(timeline: life).invocations.map(\.isError) == [true, true])
    }

    @Test(arguments: [
        (88_200, "88.2 ms"), (300_000, "300 ms"), (-12_340, "-12.3 ms"), (1_234_567, "1235 ms"), (40, "0 ms"),
        (211_800, "211.8 ms"),
    ])
    func durationsAreToldInMilliseconds(microseconds: Int64, expected: String) {
        #expect(Duration.microseconds(microseconds).inMilliseconds == expected)
    }

    @Test func aFloodOfLogLinesLeavesItsEnds() {
        var log = RehearsalLog()
        for number in 1...100_000 {
            log.append(RehearsalLogLine(time: .zero, source: .process(.runtime), text: "line \(number)"))
        }
        log.trim()
        #expect(log.lines.count == 400)
        #expect(log.omittedCount == 99_600)
        #expect(log.lines.first?.text == "line 1")
        #expect(log.lines[log.omittedAfter - 1].text == "line 200")
        #expect(log.lines[log.omittedAfter].text == "line 99801")
        #expect(log.lines.last?.text == "line 100000")
    }
}
