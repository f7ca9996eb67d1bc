import Model
import Testing

@testable import Releasing

@Suite struct CanaryRunTests {
    private func request(_ sample: FlowSample, alarms: [String] = ["errors"]) -> DeploymentRequest {
        DeploymentRequest(
            kind: .deploy, archives: [sample.archive()],
            canary: CanaryPlan(hundredths: 1_000, wait: .seconds(500), alarms: alarms))
    }

    private func deploy(_ sample: FlowSample, alarms: [String] = ["errors"]) async throws -> DeploymentOutcome {
        try sample.deployOld()
        sample.planUpdate()
        let deployment = try sample.deployment(request(sample, alarms: alarms))
        return try await deployment.apply(try await deployment.plan(try await sample.standing()))
    }

    private func moves(_ sample: FlowSample) -> [String] {
        sample.world.log.filter { $0.hasPrefix("update-alias") }.map { String($0.dropFirst(26)) }
    }

    /// Whoever looks meanwhile sees a run that is alive, however long it takes.
    @Test func aCanaryGoesOn() async throws {
        let sample = try await FlowSample()
        sample.world.with { $0.metrics = ["Invocations of 8": 10, "Invocations of 7": 90, "Errors of 7": 1] }
        let outcome = try await deploy(sample)
        #expect(moves(sample) == ["version 7 serves 90 %, version 8 10 %", "version 8 serves all"])
        #expect(outcome.record.progress.end?.outcome == .done)
        let ages = sample.world.with { $0.ages }
        #expect(ages.count == 11)
        #expect(ages.allSatisfy { $0 <= 60 }, "\(ages)")
        #expect(sample.events.notes == ["orders: version 7 serves 90 %, version 8 10 %, for 500 s"])
    }

    @Test func anAlarmTakesItBack() async throws {
        let sample = try await FlowSample()
        sample.world.with { $0.alarms = ["OK", "OK", "ALARM"] }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        let taken = try #require(error?.cause as? CanaryTakenBack)
        #expect(taken.reason == "the alarm 'errors' is in the state ALARM")
        #expect(error?.exitStatus == .unsatisfied)
        #expect(moves(sample) == ["version 7 serves 90 %, version 8 10 %", "version 7 serves all"])
        let end = try #require(sample.world.records().first?.progress.end)
        #expect(end.outcome == .interrupted)
        #expect(end.reason == "the canary was taken back: the alarm 'errors' is in the state ALARM")
        // The next run leaves it.
        sample.planNothing()
        let next = try await sample.deployment(request(sample)).plan(try await sample.standing())
        #expect(next.left == ["orders"])
        #expect(!next.hasChanges)
    }

    @Test func itsOwnErrorsTakeItBack() async throws {
        let sample = try await FlowSample()
        sample.world.with {
            $0.metrics = ["Invocations of 8": 10, "Errors of 8": 5, "Invocations of 7": 90, "Errors of 7": 1]
        }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample, alarms: []) }
        #expect(
            (error?.cause as? CanaryTakenBack)?.reason
                == "5 of 10 calls of version 8 failed, and 1 of 90 of version 7")
        #expect(sample.world.alias()?.version == "7" && sample.world.alias()?.weights == [:])
    }

    @Test func anAlarmThatIsOnKeepsItFromBeginning() async throws {
        let sample = try await FlowSample()
        sample.world.with { $0.alarms = ["ALARM"] }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        #expect(error?.diagnostics.map(\.identifier) == ["deploy.canary-refused"])
        #expect(moves(sample).isEmpty)
    }

    @Test func anInterruptionSaysWhereItStands() async throws {
        let sample = try await FlowSample(clock: FlowClock(interruptedAfter: 2))
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        #expect(error?.exitStatus == .interrupted)
        #expect(sample.world.alias()?.words == "version 7 serves 90 %, version 8 10 %")
        #expect(
            sample.events.notes.suffix(4) == [
                "alias 'live' of orders: version 7 serves 90 %, version 8 10 %", "It stays so.",
                "To go on: swiftlambda deploy orders --stage prod --resume",
                "To go back: swiftlambda rollback orders --stage prod --to 7",
            ])
        #expect(try sample.world.records().first?.progress.end?.reason == "a signal ended it")
    }

    /// Another run that takes this one over may decide itself what becomes of the alias.
    @Test func aRunThatIsTakenOverStops() async throws {
        let sample = try await FlowSample()
        sample.world.with { state in
            state.alarms = ["OK", "OK", "takeover", "OK"]
            state.onAlarm = { state in
                guard let key = state.objects.keys.sorted().first(where: { $0.contains("/deployments/") }),
                    var object = state.objects[key],
                    var record = try? DeploymentRecord(json: object.bytes, name: key),
                    (try? record.take(.ended(.superseded), at: RecordSamples.time(5_000))) != nil,
                    let bytes = try? record.json()
                else { return }
                object.bytes = bytes
                object.etag = "other"
                state.objects[key] = object
            }
        }
        let error = await #expect(throws: DeploymentFailure.self) { try await deploy(sample) }
        #expect((error?.cause as? CanaryStopped)?.cause is DeploymentConflict)
        #expect(moves(sample) == ["version 7 serves 90 %, version 8 10 %"])
        #expect(try sample.world.records().first?.progress.end?.outcome == .superseded)
    }
}
