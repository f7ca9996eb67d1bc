import Host
import LambdaProtocol
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Rehearsal

/// The page of a rehearsal.
@Suite
struct RehearsalPageTests {
    private func page(_ rehearsal: Rehearsal) -> String {
        RehearsalPage(rehearsal, generator: "swiftlambda 1.2.3", date: "1 January 2026, 12:00 UTC").rendered
    }

    private var findings: DescriptorFindings {
        var findings = DescriptorFindings()
        findings.totals = [9, 9]
        findings.openAtTermination = [DescriptorCount(name: "tcp 10.0.0.5:5432", count: 1)]
        findings.openAtExit = []
        findings.handling = .handled
        findings.processCount = 1
        return findings
    }

    @Test func aGracefulRehearsal() throws {
        let log = RehearsalLog([
            RehearsalLogLine(time: .milliseconds(50), source: .platform, text: "START RequestId: request-1"),
            RehearsalLogLine(time: .milliseconds(51), source: .process(.runtime), text: "hello"),
            RehearsalLogLine(time: .milliseconds(120), source: .process(.runtime), text: "closing the connection"),
        ])
        let runs = [211.8, 88.25].enumerated().map {
            RehearsalRun(
                number: $0 + 1, timeline: SampleTimeline.whole(after: $1), log: log, descriptors: findings)
        }
        try expectGolden(page(Rehearsal(subject: .sample, runs: runs)), "Golden/graceful.html")
    }

    @Test func aFunctionThatIsNeverAsked() throws {
        var subject = RehearsalSubject.sample
        subject.standIn = "none"
        var findings = findings
        findings.openAtExit = nil
        let run = RehearsalRun(number: 1, timeline: SampleTimeline.neverAsked, descriptors: findings)
        try expectGolden(page(Rehearsal(subject: subject, runs: [run])), "Golden/never-asked.html")
    }

    @Test func ofSeveralFunctionsEachHasItsPart() throws {
        var other = RehearsalSubject.sample
        other.function = "billing"
        let rehearsals = [
            Rehearsal(
                subject: .sample, runs: [RehearsalRun(number: 1, timeline: SampleTimeline.whole(after: 100))]),
            Rehearsal(subject: other, runs: [RehearsalRun(number: 1, timeline: SampleTimeline.whole(after: 450))]),
        ]
        let text = RehearsalPage(rehearsals, generator: "swiftlambda 1.2.3", date: "today").rendered
        #expect(text.contains("<title>2 functions: late</title>"))
        #expect(text.contains("id=\"function-1-verdict\" data-verdict=\"graceful\""))
        #expect(text.contains("id=\"function-2-verdict\" data-verdict=\"late\""))
        let identifiers = text.split(separator: " id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(Set(identifiers).count == identifiers.count)
    }

    @Test func nothingThatAFunctionWritesIsMarkup() {
        let hostile = "</code></script><script>alert('1')</script><img src=x onerror=\"a\">&amp;\u{0}\u{202E}"
        var subject = RehearsalSubject.sample
        subject.function = "</title><script>"
        subject.code = hostile
        var findings = findings
        findings.openAtExit = [DescriptorCount(name: hostile, count: 3)]
        let run = RehearsalRun(
            number: 1,
            timeline: timeline(
                SampleTimeline.initialization + [(50, .initFailed(reason: hostile))]
                    + SampleTimeline.shutdown(after: 450, end: .exited(0))),
            log: RehearsalLog([RehearsalLogLine(time: .zero, source: .process(.extension(hostile)), text: hostile)]),
            descriptors: findings,
            failures: [RehearsalFailure(invocation: 1, errorType: hostile, body: hostile)])
        let text = page(Rehearsal(subject: subject, runs: [run]))
        #expect(!text.contains("<script"))
        #expect(!text.contains("<img"))
        #expect(!text.contains("onerror=\""))
        #expect(!text.contains("\u{0}"))
        #expect(!text.contains("\u{202E}"))
        #expect(text.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"))
        // Nothing is fetched from anywhere.
        #expect(!text.contains("src=\""))
        #expect(!text.contains("url("))
        #expect(!text.contains("href=\""))
    }

    @Test func theDrawingIsToScale() throws {
        let run = RehearsalRun(number: 1, timeline: SampleTimeline.whole(after: 150))
        let text = page(Rehearsal(subject: .sample, runs: [run]))
        // 600 ms and a twentieth are drawn over 806 units from 44 on.
        #expect(text.contains("data-end-ms=\"630.000\""))
        #expect(text.contains("<g id=\"budget-mark\" class=\"mark budget\" data-ms=\"300.000\">"))
        #expect(text.contains("<line x1=\"427.8\" x2=\"427.8\" y1=\"32.0\""))
        #expect(text.contains("<rect class=\"bar graceful\" x=\"44.0\" y=\"53.5\" width=\"191.9\""))
    }

    @Test func aThousandRepetitionsStayReadable() {
        let runs = (1...1_000).map {
            RehearsalRun(number: $0, timeline: SampleTimeline.whole(after: $0 == 900 ? 450 : 100))
        }
        let text = page(Rehearsal(subject: .sample, runs: runs))
        #expect(text.contains("id=\"repetition-20\""))
        #expect(!text.contains("id=\"repetition-21\""))
        #expect(text.contains("id=\"repetition-900\""))
        #expect(text.utf8.count < 2_000_000)
    }

    @Test(arguments: [(100.0, 20.0), (630, 100), (3_000, 500), (0.05, 0.01)])
    func ticksAreRound(end: Double, step: Double) {
        let scale = TimeScale(end: .nanoseconds(Int64(end * 1e6)), left: 0, width: 100)
        let ticks = scale.ticks(atMost: 8)
        #expect(ticks.first == .zero)
        #expect(ticks.count <= 9)
        #expect(abs(ticks[1].exactMilliseconds - step) < 1e-9)
    }

    @Test(arguments: [(1.25, 1, "1.3"), (-0.04, 1, "0.0"), (-1.5, 2, "-1.50"), (12, 0, "12"), (0.005, 3, "0.005")])
    func numbersHaveTheirDecimals(value: Double, decimals: Int, expected: String) {
        #expect(fixed(value, decimals: decimals) == expected)
    }
}
