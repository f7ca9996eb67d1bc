import Model
import Testing

@testable import Releasing

@Suite struct RollbackTests {
    private static let both = [FlowSample.function(), FlowSample.function("payments")]

    private func rollback(
        _ sample: FlowSample, functions: [LambdaFunction] = both
    ) async throws -> Rollback {
        Rollback(
            in: try FlowSample.target(functions), standing: try await sample.standing(functions),
            store: RecordSamples.store, aws: sample.aws, host: sample.host)
    }

    @Test func twoFunctionsGoBack() async throws {
        let sample = try await FlowSample()
        try sample.deployOld(["orders", "payments"])
        let rollback = try await rollback(sample)
        let steps = try await rollback.steps(of: ["orders", "payments"], isSelection: false, wanted: nil)
        #expect(steps.map(\.choice.target) == [6, 6])
        #expect(steps.map(\.choice.isRecorded) == [true, true])
        // Nothing is moved before all of them are chosen.
        #expect(!sample.world.log.contains { $0.hasPrefix("update-alias") || $0 == "record" })
        let record = try await rollback.perform(steps) { _ in }
        #expect(sample.world.alias("orders-prod")?.version == "6")
        #expect(sample.world.alias("payments-prod")?.version == "6")
        #expect(record == (try sample.world.records().first))
        #expect(record.kind == .rollback && record.progress.end?.outcome == .done)
        let orders = try #require(record.functions.first)
        #expect(orders.aliasBefore?.version == "7" && orders.aliasAfter?.version == "6")
        // What Terraform deployed stays what it was.
        #expect(orders.versionAfter == "7" && orders.digest == FlowSample.old.digest)
        let standing = try await sample.standing(Self.both)
        #expect(standing.records.map(\.kind) == [.rollback])
        #expect(standing.known("payments")?.key == "functions/payments/\(FlowSample.old.digest).zip")
    }

    @Test func aCanaryIsNotSkipped() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.world.with { $0.functions["orders-prod"]?.alias = RecordSamples.alias("7", ["6": 0.1]) }
        let rollback = try await rollback(sample, functions: [FlowSample.function()])
        let error = await #expect(throws: RollbackRefusal.self) {
            try await rollback.steps(of: ["orders"], isSelection: true, wanted: nil)
        }
        #expect(error?.diagnostics.first?.identifier == "release.canary-in-progress")
        let steps = try await rollback.steps(of: ["orders"], isSelection: true, wanted: 7)
        _ = try await rollback.perform(steps) { _ in }
        #expect(sample.world.alias()?.words == "version 7 serves all")
    }

    @Test func anAliasThatWasMovedStays() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        let rollback = try await rollback(sample, functions: [FlowSample.function()])
        let steps = try await rollback.steps(of: ["orders"], isSelection: true, wanted: nil)
        sample.world.with { $0.isRaced = true }
        let error = await #expect(throws: DeploymentFailure.self) { try await rollback.perform(steps) { _ in } }
        let diagnostic = try #require(error?.diagnostics.first)
        #expect(diagnostic.identifier == "rollback.alias-moved")
        #expect(diagnostic.explanation?.hasPrefix("Now version 5 serves all.") == true)
        #expect(error?.exitStatus == .unsatisfied)
        #expect(sample.world.alias()?.version == "5")
        #expect(try sample.world.records().first?.progress.end?.outcome == .failed)
    }

    @Test func aDeploymentThatIsAliveIsTakenOver() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        try sample.world.add(RecordSamples.record(began: -5, after: [.began(.upload), .finished, .began(.apply)]))
        let rollback = try await rollback(sample, functions: [FlowSample.function()])
        let steps = try await rollback.steps(of: ["orders"], isSelection: true, wanted: 6)
        _ = try await rollback.perform(steps) { _ in }
        #expect(try sample.world.records().map(\.progress.end?.outcome) == [.done, .superseded, .done])
    }

    @Test func functionsWithoutAnAlias() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        let functions = [FlowSample.function(), FlowSample.function("payments", alias: nil)]
        let rollback = try await rollback(sample, functions: functions)
        let names = functions.map(\.name)
        await #expect(throws: NoAlias(functions: ["payments"])) {
            try await rollback.steps(of: names, isSelection: true, wanted: nil)
        }
        #expect(try await rollback.steps(of: names, isSelection: false, wanted: nil).map(\.function.name) == ["orders"])
    }
}
