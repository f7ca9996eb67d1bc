import Host
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

@testable import Releasing

@Suite struct DeploymentPlanTests {
    private static let both = [FlowSample.function(), FlowSample.function("payments")]

    private func artifacts(
        _ archive: ReleasedArchive, over known: RecordedFunction, source: DeploymentRecord.Source,
        in sample: FlowSample
    ) throws -> String? {
        var record = try RecordSamples.record(after: [.ended(.done)])
        record.functions = [known]
        let deployment = try sample.deployment(DeploymentRequest(kind: .deploy, archives: [archive], source: source))
        let standing = PlaceStanding(deployer: RecordSamples.deployer, records: [record])
        return deployment.artifacts(standing)["orders"]?.release
    }

    /// A new text would publish a version of unchanged code.
    @Test func unchangedCodeKeepsItsText() async throws {
        let sample = try await FlowSample()
        let other = DeploymentRecord.Source(commit: String(repeating: "d1", count: 20), isDirty: false)
        let (old, new) = (sample.archive("orders", FlowSample.old), sample.archive())
        let known = FlowSample.recorded()
        #expect(try artifacts(old, over: known, source: other, in: sample) == known.release)
        let changed = try #require(try artifacts(new, over: known, source: other, in: sample))
        #expect(changed == "commit:\(other.commit) sha256:\(FlowSample.new.digest)")
        // What was not committed then and is now gets the commit.
        let dirty = FlowSample.recorded(isDirty: true)
        let committed = try artifacts(old, over: dirty, source: other, in: sample)
        #expect(committed == "commit:\(other.commit) sha256:\(FlowSample.old.digest)")
        let again = DeploymentRecord.Source(commit: other.commit, isDirty: true)
        #expect(try artifacts(old, over: dirty, source: again, in: sample) == dirty.release)
    }

    @Test func functionsThatAreNotPackagedKeepWhatTheyHave() async throws {
        let sample = try await FlowSample()
        try sample.deployOld(["orders", "payments"])
        // This run stopped before Terraform, so that its code is nowhere.
        var killed = try RecordSamples.record(began: -500, after: [.began(.upload), .failed("no")])
        killed.functions = [FlowSample.recorded("payments", FlowSample.new, version: nil)]
        try sample.world.add(killed)
        let deployment = try sample.deployment(
            DeploymentRequest(kind: .deploy, archives: [sample.archive()]), functions: Self.both)
        let artifacts = deployment.artifacts(try await sample.standing(Self.both))
        #expect(artifacts["orders"]?.hash == FlowSample.new.hash)
        #expect(artifacts["payments"]?.hash == FlowSample.old.hash)
        #expect(artifacts["payments"]?.key == "functions/payments/\(FlowSample.old.digest).zip")
    }

    @Test func aConfigurationIsInitializedOnlyIfItHasToBe() async throws {
        let sample = try await FlowSample()
        let deployment = try sample.deployment(DeploymentRequest(kind: .deploy, archives: []))
        let standing = try await sample.standing()
        let planned = try await deployment.plan(standing)
        #expect(!planned.hasChanges)
        #expect(sample.world.log == ["plan"])
        try sample.scratch.files.remove(sample.scratch.appending("terraform/.terraform"))
        _ = try await deployment.plan(standing)
        #expect(sample.world.log == ["plan", "init", "plan"])
    }

    @Test func aRunThatMayBeAliveIsWaitedFor() async throws {
        let sample = try await FlowSample()
        try sample.world.add(RecordSamples.record(after: [.began(.upload)]))
        let standing = try await sample.standing()
        let request = DeploymentRequest(kind: .deploy, archives: [])
        let error = await #expect(throws: DeploymentConflict.self) {
            try await sample.deployment(request).plan(standing)
        }
        #expect(error?.diagnostics.first?.identifier == "release.in-progress")
        #expect(sample.world.log.isEmpty)
        var forced = request
        forced.isResumed = true
        #expect(try await sample.deployment(forced).plan(standing).takenOver.count == 1)
        sample.clock.advance(by: .seconds(DeploymentRecord.lease + 2))
        #expect(try await sample.deployment(request).plan(standing).takenOver.count == 1)
    }

    /// What failed is finished; what was stopped on purpose is left until somebody says `--resume`.
    @Test(arguments: [
        (DeploymentProgress.Event.failed("no"), false, ["orders"], [String]()),
        (.ended(.interrupted, reason: "the canary was taken back"), false, [], ["orders"]),
        (.ended(.interrupted, reason: "the canary was taken back"), true, ["orders"], []),
    ])
    func theRestOfARun(end: DeploymentProgress.Event, isResumed: Bool, finishing: [String], left: [String]) async throws
    {
        let sample = try await FlowSample()
        let events = RecordSamples.events(through: .apply) + [.began(.publish, function: "orders"), end]
        try sample.world.add(RecordSamples.record(after: events))
        let planned = try await sample.deployment(
            DeploymentRequest(kind: .deploy, archives: [], isResumed: isResumed)
        ).plan(try await sample.standing())
        #expect(planned.finishing == finishing)
        #expect(planned.left == left)
        #expect(planned.hasChanges == !finishing.isEmpty)
        #expect(planned.warnings.map(\.identifier) == ["deploy.unfinished"])
        #expect(
            planned.warnings.flatMap(\.hints)
                == (left.isEmpty ? [] : ["to finish it: swiftlambda deploy --stage prod --resume"]))
    }

    @Test func aCanaryNeedsAnAlias() async throws {
        let sample = try await FlowSample()
        sample.planUpdate()
        let request = DeploymentRequest(
            kind: .deploy, archives: [], canary: CanaryPlan(hundredths: 1_000, wait: .seconds(300)))
        let standing = try await sample.standing()
        let plain = FlowSample.function(alias: nil)
        await #expect(throws: DeploymentError.canaryWithoutAlias(["orders"])) {
            try await sample.deployment(request, functions: [plain]).plan(standing)
        }
        // A function that does not change does not need one.
        let others = [FlowSample.function(), FlowSample.function("payments", alias: nil)]
        let planned = try await sample.deployment(request, functions: others).plan(standing)
        #expect(planned.finishing == ["orders"])
    }
}
