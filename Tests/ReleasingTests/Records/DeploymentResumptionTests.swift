import Model
import Testing

@testable import Releasing

/// What is left of a run that was killed, and who takes it over.
@Suite struct DeploymentResumptionTests {
    private func resumption(
        _ events: [DeploymentProgress.Event]
    ) throws -> DeploymentResumption {
        DeploymentResumption(of: try RecordSamples.record(after: events))
    }

    private func pending(_ steps: [DeploymentStep], begun: Int = 0) -> [DeploymentResumption.Pending] {
        steps.enumerated().map { index, step in
            DeploymentResumption.Pending(function: "orders", step: step, isBegun: index < begun)
        }
    }

    /// Killed in any step, and after any: what the next run does.
    @Test func killedAnywhere() throws {
        typealias Action = DeploymentResumption.Action
        let killed: [(step: DeploymentStep, within: Action, after: Action)] = [
            (.package, .again, .again), (.upload, .again, .again), (.plan, .again, .again),
            (.apply, .planRest, .finish(pending([.publish, .smoke, .shift]))),
            (.publish, .finish(pending([.publish, .smoke, .shift], begun: 1)), .finish(pending([.smoke, .shift]))),
            (.smoke, .finish(pending([.smoke, .shift], begun: 1)), .finish(pending([.shift]))),
            (.shift, .finish(pending([.shift], begun: 1)), .nothing),
        ]
        for (step, within, after) in killed {
            let events = RecordSamples.events(through: step)
            let inside = try resumption(Array(events.dropLast()))
            #expect(inside.action == within, "within \(step)")
            #expect(inside.summary.contains("stopped while \(step.words)"), "\(inside.summary)")
            #expect(!inside.explanation.isEmpty)
            let outside = try resumption(events)
            #expect(outside.action == after, "after \(step)")
            #expect(outside.summary.contains("stopped after \(step.words)"), "\(outside.summary)")
        }
        #expect(try resumption([]).action == .again)
        #expect(try resumption(RecordSamples.events(through: .shift) + [.ended(.done)]).action == .nothing)
        #expect(try resumption(RecordSamples.events(through: .plan) + [.ended(.planned)]).action == .nothing)
    }

    @Test func whatIsSaid() throws {
        let cut = try resumption([.began(.apply)])
        #expect(
            cut.summary
                == "the deploy to prod in eu-west-1 by GitHubActions, begun 2026-01-01 00:00 UTC, stopped while applying the plan"
        )
        #expect(cut.explanation.contains("terraform force-unlock"))
        let shift = try resumption(Array(RecordSamples.events(through: .shift).dropLast()))
        #expect(
            shift.explanation
                == "orders: the alias was being moved; when it was last seen, version 7 serves all.")
        let failed = try resumption(
            RecordSamples.events(through: .apply) + [.began(.publish, function: "orders"), .failed("no")])
        #expect(failed.summary.hasSuffix("failed: no"))
        #expect(failed.action == .finish(pending([.publish, .smoke, .shift], begun: 1)))
    }

    /// A rollback calls no Terraform: its alias is all that can be left.
    @Test func aRollback() throws {
        var function = RecordSamples.orders
        function.steps = [.shift]
        var record = RecordSamples.record(kind: .rollback, functions: [function])
        #expect(DeploymentResumption(of: record).action == .finish(pending([.shift])))
        try record.take(.began(.shift, function: "orders"), at: RecordSamples.time(1))
        #expect(DeploymentResumption(of: record).action == .finish(pending([.shift], begun: 1)))
    }

    @Test func whereTheAliasIs() {
        var function = RecordSamples.orders
        function.versionAfter = "8"
        func state(_ version: String, _ weights: [String: Double] = [:]) -> DeploymentResumption.AliasState {
            DeploymentResumption.state(of: RecordSamples.alias(version, weights), in: function)
        }
        #expect(state("8") == .arrived)
        #expect(state("8", ["7": 0]) == .arrived)
        #expect(state("7") == .unmoved)
        #expect(state("7", ["8": 0.1]) == .movedByOther(RecordSamples.alias("7", ["8": 0.1])))
        function.aliasAfter = RecordSamples.alias("7", ["8": 0.1])
        #expect(state("7", ["8": 0.1]) == .unmoved)
        #expect(state("6") == .movedByOther(RecordSamples.alias("6")))
    }

    @Test func takeovers() throws {
        let open = try RecordSamples.record(began: 100, after: [.began(.package)])
        let older = try RecordSamples.record(began: 0, after: [.began(.apply)])
        let done = try RecordSamples.record(
            began: 50, after: [.began(.shift, function: "orders"), .finished, .ended(.done)])
        func takeover(_ records: [DeploymentRecord], at now: Int, forced: Bool = false) -> DeploymentTakeover {
            DeploymentTakeover(records: records, now: RecordSamples.time(now), isForced: forced)
        }
        #expect(takeover([], at: 0) == .nothing)
        #expect(takeover([done], at: 60) == .nothing)
        #expect(takeover([open, done], at: 200) == .wait(open))
        #expect(takeover([open, done], at: 200, forced: true) == .takeOver([open]))
        #expect(takeover([open, done], at: 401) == .takeOver([open]))
        #expect(takeover([open, older], at: 401) == .takeOver([open, older]))
        // What was open before a deployment that is complete has nothing left to do.
        #expect(takeover([done, older], at: 60) == .nothing)

        #expect(DeploymentTakeover.unfinished(in: [open, done]) == open)
        #expect(DeploymentTakeover.unfinished(in: [done, older]) == nil)
        let planned = try RecordSamples.record(began: 200, after: [.ended(.planned)])
        #expect(DeploymentTakeover.unfinished(in: [planned, open]) == open)
    }

    @Test func conflicts() throws {
        let open = try RecordSamples.record(after: [.began(.apply)])
        let running = try #require(
            DeploymentConflict.inProgress(open, now: RecordSamples.time(31)).diagnostics.first)
        #expect(running.identifier == "release.in-progress")
        #expect(running.explanation?.contains("applying the plan 30 seconds ago") == true)
        #expect(running.hints.last == "if it was killed: swiftlambda deploy --stage prod --resume")
        let taken = DeploymentConflict.takenOver(open)
        #expect(taken.exitStatus == .unsatisfied)
        #expect(taken.diagnostics.map(\.identifier) == ["release.taken-over"])
    }
}
