import Model
import Testing

@testable import Releasing

/// The version that a rollback goes to.
@Suite struct RollbackChoiceTests {
    private func history(_ versions: ClosedRange<Int>, _ records: [DeploymentRecord] = []) -> VersionHistory {
        VersionHistory(
            function: "orders", published: versions.map { VersionHistoryTests.published("\($0)") }, aliases: [],
            records: records)
    }

    private func choice(
        _ alias: RecordedFunction.Alias, _ history: VersionHistory, to wanted: Int? = nil
    ) throws(RollbackRefusal) -> RollbackChoice {
        try RollbackChoice(alias: alias, history: history, stage: "prod", wanted: wanted)
    }

    private func refusal(
        _ alias: RecordedFunction.Alias, _ history: VersionHistory, to wanted: Int? = nil
    ) throws -> RollbackRefusal {
        try #require(throws: RollbackRefusal.self) { try choice(alias, history, to: wanted) }
    }

    /// Versions 8 and 9 failed their smoke events, and never served.
    @Test func theVersionBeforeThatServed() throws {
        let records = [
            try VersionHistoryTests.moved("7", "10", began: 20), try VersionHistoryTests.moved("5", "7", began: 10),
        ]
        let history = history(1...10, records)
        let first = try choice(RecordSamples.alias("10"), history)
        #expect(first.target == 7 && first.isRecorded && !first.endsCanary)
        // A second rollback goes back further, and not to version 10 again.
        #expect(try choice(RecordSamples.alias("7"), history).target == 5)
        // Before the records, only the number is known.
        let unrecorded = try choice(RecordSamples.alias("5"), history)
        #expect(unrecorded.target == 4 && !unrecorded.isRecorded)
    }

    @Test func aVersionThatIsAskedFor() throws {
        #expect(try choice(RecordSamples.alias("5"), history(1...9), to: 2).target == 2)
        #expect(try choice(RecordSamples.alias("5"), history(1...9), to: 9).target == 9)
    }

    @Test func refusals() throws {
        let history = history(3...5)
        #expect(try refusal(RecordSamples.alias("3"), history).reason == .noFormerVersion)
        #expect(try refusal(RecordSamples.alias("5"), history, to: 5).reason == .alreadyThere(5))
        let unknown = try refusal(RecordSamples.alias("5"), history, to: 2)
        #expect(unknown.reason == .unknownVersion(2, known: [5, 4, 3]))
        #expect(unknown.exitStatus == .usage)
        #expect(try refusal(RecordSamples.alias("$LATEST"), history).reason == .notOnVersion("$LATEST"))
        let many = try refusal(RecordSamples.alias("5"), self.history(1...30), to: 99)
        #expect(many.diagnostics.first?.explanation?.contains("and 20 older") == true)
    }

    /// A canary can be ended on either of its versions, and nothing else is done to it.
    @Test func duringACanary() throws {
        let alias = RecordSamples.alias("7", ["8": 0.1])
        let history = history(1...8)
        let refused = try refusal(alias, history)
        #expect(refused.reason == .canary(alias))
        #expect(
            refused.diagnostics.first?.hints == [
                "end the canary: swiftlambda rollback orders --stage prod --to 7",
                "or go on with it: swiftlambda rollback orders --stage prod --to 8",
            ])
        #expect(try refusal(alias, history, to: 5).reason == .canary(alias))
        let back = try choice(alias, history, to: 7)
        #expect(back.target == 7 && back.endsCanary)
        #expect(try choice(alias, history, to: 8).target == 8)
        #expect(try !choice(RecordSamples.alias("7", ["8": 0]), history).endsCanary)
    }
}
