import Model
import Testing

@testable import Releasing

@Suite struct RecordStoreTests {
    private func store(_ sample: FlowSample) throws -> RecordStore {
        let region = try #require(Region("eu-west-1"))
        return RecordStore(
            aws: sample.aws.inRegion(region), bucket: "shop", store: RecordSamples.store, place: RecordSamples.place)
    }

    @Test func theNewestComeFirst() async throws {
        let sample = try await FlowSample()
        for (id, began) in [("00000001", 0), ("00000003", 20), ("00000002", 10)] {
            try sample.world.add(RecordSamples.record(id: id, began: began))
        }
        sample.world.with {
            $0.objects["functions/deployments/prod/eu-west-1/notes.txt"] = FlowWorld.Object(
                bytes: [], etag: "", hash: "")
            $0.objects["functions/deployments/dev/eu-west-1/other.json"] = FlowWorld.Object(
                bytes: [], etag: "", hash: "")
        }
        let store = try store(sample)
        #expect(try await store.newest(20).map(\.id) == ["00000003", "00000002", "00000001"])
        #expect(try await store.newest(20) { $0.id == "00000002" }.map(\.id) == ["00000003", "00000002"])
        #expect(try await store.newest(1) { _ in false }.map(\.id) == ["00000003"])
    }

    @Test func aRecordIsReplacedByItsOwnRunOnly() async throws {
        let sample = try await FlowSample()
        let store = try store(sample)
        let record = RecordSamples.record()
        let first = try await store.write(record, replacing: nil)
        let second = try await store.write(record, replacing: first)
        #expect(first != second)
        // The answer to a write may be lost: nobody else has written it.
        #expect(try await store.write(record, replacing: nil) != second)
        #expect(try await store.write(record, replacing: first) != nil)

        let other = RecordSamples.record(id: "00000009", began: 5)
        try await store.supersede(record, by: other, at: RecordSamples.time(6))
        let end = try #require(sample.world.records().first?.progress.end)
        #expect(end.outcome == .superseded)
        #expect(end.reason == "taken over by the run 00000009 of GitHubActions")
        let error = await #expect(throws: DeploymentConflict.self) { try await store.write(record, replacing: second) }
        #expect(error?.diagnostics.first?.identifier == "release.taken-over")
    }

    @Test func aRunThatHasEndedIsLeftAsItIs() async throws {
        let sample = try await FlowSample()
        let listed = RecordSamples.record()
        var ended = listed
        try ended.take(.ended(.done), at: RecordSamples.time(3))
        try sample.world.add(ended)
        try await store(sample).supersede(listed, by: listed, at: RecordSamples.time(6))
        #expect(try sample.world.records() == [ended])
    }
}

@Suite struct PlaceStandingTests {
    private func standing(_ records: [DeploymentRecord]) -> PlaceStanding {
        PlaceStanding(deployer: RecordSamples.deployer, records: records)
    }

    /// What a run was to deploy that did not get as far as Terraform, no function has.
    @Test(arguments: [(DeploymentStep.upload, "7"), (.apply, "8")])
    func onlyWhatTerraformMayHaveDoneIsKnown(step: DeploymentStep, version: String) throws {
        var newest = try RecordSamples.record(began: 100, after: Array(RecordSamples.events(through: step).dropLast()))
        newest.functions = [FlowSample.recorded("orders", FlowSample.new, version: "8")]
        var push = try RecordSamples.record(kind: .push, began: 200, after: [.ended(.done)])
        push.functions = [FlowSample.recorded(version: "99")]
        var done = try RecordSamples.record(after: [.ended(.done)])
        done.functions = [FlowSample.recorded()]
        #expect(standing([push, newest, done]).known("orders")?.versionAfter == version)
        #expect(standing([push, newest, done]).known("payments") == nil)
    }

    @Test func whatIsUnfinished() throws {
        let killed = try RecordSamples.record(after: [.began(.upload)])
        let planned = try RecordSamples.record(began: 50, after: [.ended(.planned)])
        let done = try RecordSamples.record(began: 50, after: [.ended(.done)])
        let rollback = try RecordSamples.record(kind: .rollback, began: 50, after: [])
        #expect(standing([planned, killed]).unfinished == killed)
        #expect(standing([done, killed]).unfinished == nil)
        #expect(standing([rollback, killed]).unfinished == nil)
    }

    @Test func theAccountIsComparedFirst() async throws {
        let sample = try await FlowSample()
        sample.world.with { $0.fail("list-objects-v2", "AccessDenied") }
        let target = try FlowSample.target(account: "999999999999")
        let error = await #expect(throws: WrongAccount.self) {
            try await sample.aws.standing(of: target, store: RecordSamples.store)
        }
        #expect(error?.found == "123456789012")
        #expect(error?.place == "prod in eu-west-1")
    }
}
