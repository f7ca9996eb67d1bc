import Model
import Testing

@testable import Releasing

/// The steps of a deployment.
@Suite struct DeploymentProgressTests {
    private func progress(_ events: [DeploymentProgress.Event]) throws -> DeploymentProgress {
        try RecordSamples.record(after: events).progress
    }

    @Test func aWholeDeployment() throws {
        let done = try progress(RecordSamples.events(through: .shift) + [.ended(.done)])
        #expect(done.entries.map(\.step) == DeploymentStep.allCases)
        #expect(done.entries.allSatisfy { $0.ended != nil && $0.failure == nil })
        #expect(done.isDone(.shift, of: "orders"))
        #expect(!done.isDone(.shift, of: "payments"))
        #expect(!done.isDone(.shift))
        guard case .ended(let end) = done.position else {
            Issue.record("\(done.position)")
            return
        }
        #expect(end.outcome == .done)
    }

    @Test func positions() throws {
        #expect(DeploymentProgress().position == .notBegun)
        let within = try progress([.began(.package)])
        #expect(within.position == .within(within.entries[0]))
        let after = try progress([.began(.package), .finished])
        #expect(after.position == .after(after.entries[0]))
    }

    /// A rollback has no steps of all functions, and several functions go one after the other.
    @Test func stepsOfSeveralFunctions() throws {
        let both = try progress([
            .began(.publish, function: "a"), .finished, .began(.shift, function: "a"), .finished,
            .began(.publish, function: "b"), .finished, .began(.shift, function: "b"),
        ])
        #expect(both.isDone(.shift, of: "a"))
        #expect(both.isBegun(.shift, of: "b") && !both.isDone(.shift, of: "b"))
    }

    @Test func aFailureEndsIt() throws {
        let failed = try progress([.began(.apply), .failed("AccessDenied")])
        #expect(failed.end?.outcome == .failed)
        #expect(failed.end?.reason == "AccessDenied")
        #expect(failed.isBegun(.apply) && !failed.isDone(.apply))
    }

    @Test(
        arguments: [
            ([.finished], .nothingOpen), ([.failed("x")], .nothingOpen),
            ([.began(.package), .began(.upload)], .stillOpen(.package)),
            ([.began(.package), .ended(.done)], .stillOpen(.package)),
            ([.began(.upload), .finished, .began(.plan)], .outOfOrder(.plan, after: .upload)),
            ([.began(.plan), .finished, .began(.plan)], .outOfOrder(.plan, after: .plan)),
            (
                [.began(.publish, function: "a"), .finished, .began(.apply)], .outOfOrder(.apply, after: .publish)
            ),
            (
                [.began(.shift, function: "a"), .finished, .began(.smoke, function: "a")],
                .outOfOrder(.smoke, after: .shift)
            ),
            ([.began(.plan, function: "a")], .wrongSubject(.plan)), ([.began(.publish)], .wrongSubject(.publish)),
            ([.ended(.done), .began(.plan)], .afterEnd(.done)),
        ] as [([DeploymentProgress.Event], DeploymentProgressFault)])
    func eventsThatCannotHappen(events: [DeploymentProgress.Event], fault: DeploymentProgressFault) {
        #expect(throws: fault) { try progress(events) }
    }

    /// Who is interrupted or taken over leaves the open step open, for the next run to see.
    @Test(arguments: [DeploymentProgress.Outcome.interrupted, .superseded])
    func anOpenStepStaysOpen(outcome: DeploymentProgress.Outcome) throws {
        let ended = try progress([.began(.apply), .ended(outcome)])
        #expect(ended.entries.last?.ended == nil)
        #expect(ended.end?.outcome == outcome)
    }
}
