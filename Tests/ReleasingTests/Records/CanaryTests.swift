import Model
import Testing

@testable import Releasing

/// A new version that first gets a share of the calls.
@Suite struct CanaryTests {
    private typealias Findings = CanaryMachine.Findings
    private typealias Calls = CanaryMachine.Calls

    @Test(arguments: [("10%", 1_000), ("10", 1_000), ("2.5 %", 250), ("0.01%", 1), ("99.99%", 9_999), ("5.05%", 505)])
    func shares(text: String, hundredths: Int) throws {
        let plan = try #require(try CanaryPlan(share: text, wait: "5m", alarms: []))
        #expect(plan.hundredths == hundredths)
    }

    @Test(arguments: ["", "0", "0%", "100%", "-1%", "0.1", "1.234%", "ten", "%", "10%%", "10 %  "])
    func textsThatAreNoShare(text: String) {
        #expect(throws: CanaryOptionError.share(text)) { try CanaryPlan(share: text, wait: "5m", alarms: []) }
    }

    @Test(arguments: [("90s", 90), ("5m", 300), ("1h", 3_600), ("1h30m", 5_400), ("1h0m1s", 3_601), ("24h", 86_400)])
    func times(text: String, seconds: Int) throws {
        let plan = try #require(try CanaryPlan(share: "10%", wait: text, alarms: []))
        #expect(plan.wait == .seconds(seconds))
    }

    @Test(arguments: ["", "0s", "5", "5 m", "m", "25h", "5m1h", "1.5h", "99999h"])
    func textsThatAreNoTime(text: String) {
        #expect(throws: CanaryOptionError.wait(text)) { try CanaryPlan(share: "10%", wait: text, alarms: []) }
    }

    @Test func options() throws {
        #expect(try CanaryPlan(share: nil, wait: nil, alarms: []) == nil)
        #expect(throws: CanaryOptionError.lacksWait) { try CanaryPlan(share: "10%", wait: nil, alarms: []) }
        #expect(throws: CanaryOptionError.lacksCanary(option: "--for", value: "5m")) {
            try CanaryPlan(share: nil, wait: "5m", alarms: [])
        }
        #expect(throws: CanaryOptionError.lacksCanary(option: "--alarm", value: "a")) {
            try CanaryPlan(share: nil, wait: nil, alarms: ["a"])
        }
        #expect(throws: CanaryOptionError.alarm("")) { try CanaryPlan(share: "10%", wait: "5m", alarms: [""]) }
        let plan = try #require(try CanaryPlan(share: "10%", wait: "5m", alarms: ["a", "b", "a"]))
        #expect(plan.alarms == ["a", "b"])
        #expect(plan.weight == 0.1)
        #expect(plan.warnings.isEmpty)
        #expect(plan.interval == .seconds(30))
        let short = try #require(try CanaryPlan(share: "10%", wait: "5s", alarms: []))
        #expect(short.warnings.map(\.identifier) == ["release.short-canary"])
        #expect(short.interval == .seconds(5))
        for error in [
            CanaryOptionError.share("x"), .wait("x"), .lacksWait, .alarm(""),
            .lacksCanary(option: "--for", value: "5m"),
        ] {
            #expect(error.exitStatus == .usage)
            #expect(error.diagnostics.count == 1)
        }
    }

    private func machine(alarms: [String] = [], wait: Duration = .seconds(60)) -> CanaryMachine {
        CanaryMachine(plan: CanaryPlan(hundredths: 1_000, wait: wait, alarms: alarms), former: "7", new: "8")
    }

    @Test func aCanaryThatSucceeds() {
        var machine = machine(alarms: ["errors"])
        let calm = Findings(alarms: ["errors": .ok], new: Calls(count: 100), former: Calls(count: 900))
        #expect(machine.next(.begin(calm)) == .setAlias(version: "7", weights: ["8": 0.1]))
        #expect(machine.next(.shifted) == .wait(.seconds(10)))
        #expect(machine.next(.looked(calm, elapsed: .seconds(10))) == .wait(.seconds(10)))
        #expect(machine.next(.looked(calm, elapsed: .seconds(55))) == .wait(.seconds(5)))
        #expect(machine.next(.looked(calm, elapsed: .seconds(60))) == .setAlias(version: "8", weights: [:]))
        #expect(machine.next(.shifted) == .done(note: nil))
    }

    @Test func noCallsAreNoProof() {
        var machine = machine()
        _ = machine.next(.begin(Findings()))
        _ = machine.next(.shifted)
        _ = machine.next(.looked(Findings(), elapsed: .seconds(61)))
        #expect(machine.next(.shifted) == .done(note: "no call reached version 8 meanwhile"))
    }

    @Test func anAlarmTakesItBack() {
        var machine = machine(alarms: ["errors"])
        _ = machine.next(.begin(Findings(alarms: ["errors": .insufficientData])))
        _ = machine.next(.shifted)
        let alarm = Findings(alarms: ["errors": .alarm])
        #expect(machine.next(.looked(alarm, elapsed: .seconds(10))) == .setAlias(version: "7", weights: [:]))
        #expect(machine.next(.shifted) == .takenBack(reason: "the alarm 'errors' is in the state ALARM"))
    }

    /// It does not begin with an alarm that rings already, or that does not exist.
    @Test func alarmsBeforeItBegins() {
        var ringing = machine(alarms: ["errors"])
        #expect(
            ringing.next(.begin(Findings(alarms: ["errors": .alarm])))
                == .stop(reason: "the alarm 'errors' is in the state ALARM"))
        var missing = machine(alarms: ["errors"])
        #expect(missing.next(.begin(Findings())) == .stop(reason: "there is no alarm 'errors'"))
    }

    @Test(arguments: [
        (Calls(count: 100, errors: 2), Calls(count: 900, errors: 0), true),
        (Calls(count: 100, errors: 1), Calls(count: 900, errors: 0), false),
        (Calls(count: 100, errors: 5), Calls(count: 900, errors: 45), false),
        (Calls(count: 100, errors: 7), Calls(count: 900, errors: 45), true),
        (Calls(count: 3, errors: 1), Calls(), true),
        (Calls(count: 0, errors: 1), Calls(), true),
        (Calls(), Calls(count: 900, errors: 900), false),
    ])
    private func errorsTakeItBack(new: Calls, former: Calls, isBack: Bool) {
        var machine = machine()
        _ = machine.next(.begin(Findings()))
        _ = machine.next(.shifted)
        let action = machine.next(.looked(Findings(new: new, former: former), elapsed: .seconds(10)))
        #expect(action == (isBack ? .setAlias(version: "7", weights: [:]) : .wait(.seconds(10))))
    }

    /// At every moment, the alias stays as it is, and nothing more is done.
    @Test func interruptionsAndOthers() {
        let findings = Findings()
        let events: [CanaryMachine.Event] = [
            .begin(findings), .shifted, .looked(findings, elapsed: .seconds(60)), .shifted,
        ]
        for count in 0...events.count {
            var machine = machine()
            for event in events.prefix(count) { _ = machine.next(event) }
            var other = machine
            #expect(machine.next(.interrupted) == .stop(reason: "it was interrupted"))
            #expect(other.next(.movedByOther) == .stop(reason: "somebody else moved the alias"))
            #expect(machine.next(.shifted) == .stop(reason: "internal error: an event that cannot happen now"))
        }
    }

    @Test func whatIsSaidAfterControlC() {
        let machine = machine()
        func lines(_ alias: RecordedFunction.Alias) -> [String] {
            machine.standing(of: "orders", stage: "prod", alias: alias)
        }
        #expect(
            lines(RecordSamples.alias("7", ["8": 0.1])) == [
                "alias 'live' of orders: version 7 serves 90 %, version 8 10 %", "It stays so.",
                "To go on: swiftlambda deploy orders --stage prod --resume",
                "To go back: swiftlambda rollback orders --stage prod --to 7",
            ])
        #expect(lines(RecordSamples.alias("7"))[1] == "The canary has not begun.")
        #expect(lines(RecordSamples.alias("8"))[1] == "The canary is complete.")
    }
}
