import Host
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

@testable import Releasing

@Suite struct DeploymentApplyTests {
    private static let request = DeploymentRequest(
        kind: .deploy, archives: [], source: FlowSample.source, smokeEvents: ["orders": Array("{}".utf8)])

    private func request(_ sample: FlowSample) -> DeploymentRequest {
        var request = Self.request
        request.archives = [sample.archive()]
        return request
    }

    @discardableResult
    private func deploy(
        _ sample: FlowSample, _ request: DeploymentRequest? = nil
    ) async throws -> DeploymentOutcome {
        let deployment = try sample.deployment(request ?? self.request(sample))
        let planned = try await deployment.plan(try await sample.standing())
        let file = planned.file.path.string
        sample.world.with { $0.log = [] }
        defer {
            // Exactly the plan that was shown.
            sample.world.with { state in state.log = state.log.map { $0 == "apply \(file)" ? "apply the plan" : $0 } }
        }
        return try await deployment.apply(planned)
    }

    @Test func everythingHappensInItsOrder() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.planUpdate()
        let outcome = try await deploy(sample)
        let key = "functions/orders/\(FlowSample.new.digest).zip"
        #expect(
            sample.world.log == [
                "get-alias orders-prod", "record", "head \(key)", "put \(key)", "record", "apply the plan",
                "list-versions-by-function orders-prod", "get-function-configuration orders-prod:8",
                "invoke orders-prod:8", "get-alias orders-prod", "record", "get-alias orders-prod",
                "update-alias orders-prod: version 8 serves all", "record",
            ])
        let record = try #require(sample.world.records().first)
        #expect(record == outcome.record)
        #expect(record.progress.end?.outcome == .done)
        #expect(record.progress.entries.map(\.step) == [.upload, .apply, .publish, .smoke, .shift])
        let orders = try #require(outcome.finished.first)
        #expect(orders.versionBefore == "7" && orders.versionAfter == "8")
        #expect(orders.aliasBefore?.version == "7" && orders.aliasAfter == sample.world.alias())
    }

    @Test func theSameBytesAreNotSentTwice() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.planUpdate()
        let key = "functions/orders/\(FlowSample.new.digest).zip"
        sample.world.with { $0.objects[key] = FlowWorld.Object(bytes: [], etag: "e", hash: FlowSample.new.hash) }
        try await deploy(sample)
        #expect(sample.world.log.contains("head \(key)"))
        #expect(!sample.world.log.contains("put \(key)"))
        // The record says that it is there, so nobody asks again.
        sample.planUpdate()
        sample.world.with { $0.onApply = { _ in } }
        try await deploy(sample)
        #expect(!sample.world.log.contains("head \(key)"))
        let other = try await FlowSample()
        try other.deployOld()
        other.planUpdate()
        other.world.with { $0.objects[key] = FlowWorld.Object(bytes: [], etag: "e", hash: FlowSample.old.hash) }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(other) }
        #expect(error?.diagnostics.map(\.identifier) == ["deploy.other-object"])
        #expect(!other.world.log.contains("apply the plan"))
    }

    /// A run that was killed while it uploaded has the key in its record, and a rollback since then is complete.
    @Test func anUploadThatWasCutOffIsDoneAgain() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        var killed = try RecordSamples.record(began: -500, after: [.began(.upload)])
        killed.functions = [FlowSample.recorded("orders", FlowSample.new, version: nil)]
        try sample.world.add(killed)
        let target = try FlowSample.target()
        let rollback = Rollback(
            in: target, standing: try await sample.standing(), store: RecordSamples.store, aws: sample.aws,
            host: sample.host)
        let steps = try await rollback.steps(of: ["orders"], isSelection: true, wanted: 6)
        let record = try await rollback.perform(steps) { _ in }
        #expect(record.functions.first?.digest == FlowSample.old.digest)
        sample.planUpdate()
        try await deploy(sample)
        #expect(sample.world.log.contains("put functions/orders/\(FlowSample.new.digest).zip"))
    }

    @Test(arguments: [
        ("put archive", "aws.access-denied", DeploymentStep.upload), ("apply", "terraform.failed", .apply),
        ("publish", "deploy.other-version", .publish), ("smoke", "deploy.smoke-failed", .smoke),
        ("race", "deploy.alias-moved", .shift),
    ])
    func whatFailsLeavesTheAliasAndAReason(fault: String, identifier: String, step: DeploymentStep) async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.planUpdate()
        sample.world.with { state in
            switch fault {
            case "put archive": state.fail("put archive", "AccessDenied")
            case "apply": state.applyStatus = 1
            case "publish": state.onApply = { _ in }
            case "smoke": state.smokeError = "Unhandled"
            default: state.isRaced = true
            }
        }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        #expect(error?.diagnostics.first?.identifier.hasPrefix(identifier.prefix { $0 != "." }) == true)
        if fault != "put archive" { #expect(error?.diagnostics.map(\.identifier) == [identifier]) }
        #expect(error?.exitStatus != .success)
        #expect(sample.world.alias()?.version == (fault == "race" ? "5" : "7"))
        #expect(sample.world.log.contains("apply the plan") == (step >= .apply))
        let record = try #require(sample.world.records().first)
        #expect(record.progress.end?.outcome == .failed)
        #expect(record.progress.end?.reason == error?.diagnostics.first { $0.severity == .error }?.summary)
        #expect(record.progress.entries.last?.step == step)
        #expect(record.progress.entries.last?.failure != nil)
        if fault == "race" {
            #expect(error?.diagnostics.first?.explanation?.hasPrefix("Now version 5 serves all.") == true)
        }
    }

    /// Between the plan and the last step, somebody moves the alias to another version.
    @Test func anAliasThatWasMovedStays() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.planUpdate()
        sample.world.with { state in
            let publish = state.onApply
            state.onApply = { state in
                publish(&state)
                state.functions["orders-prod"]?.alias = RecordSamples.alias("6")
            }
        }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        #expect(error?.diagnostics.map(\.identifier) == ["deploy.alias-moved"])
        #expect(sample.world.alias()?.version == "6")
    }

    @Test func whatIsDestroyedNeedsAnApproval() async throws {
        let sample = try await FlowSample()
        try sample.deployOld()
        sample.planUpdate()
        sample.world.with {
            $0.plan = PlanFixture.plan(PlanFixture.change("aws_lambda_function", "orders", "\"delete\"", before: "{}"))
        }
        await #expect(throws: DestroyNotAllowed.self) { try await deploy(sample) }
        #expect(sample.world.log.isEmpty)
    }
}
