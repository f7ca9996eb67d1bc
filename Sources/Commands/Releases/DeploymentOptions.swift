import ArgumentParser
import Host
import Model
import Releasing

/// Options of the commands that plan and apply.
struct DeploymentOptions: ParsableArguments {
    @Flag(help: "Apply the plan. Nothing asks for a confirmation.")
    var yes = false

    @Flag(help: "Only show the plan; the status is 0 also if there is something to do.")
    var planOnly = false

    @Option(help: ArgumentHelp("The share of calls that new versions get first, such as 10%.", valueName: "percent"))
    var canary: String?

    @Option(name: .customLong("for"), help: ArgumentHelp("How long they keep it, such as 5m.", valueName: "time"))
    var wait: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An alarm of CloudWatch that ends the canary; repeatable.", valueName: "name"))
    var alarm: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A resource that the plan may destroy; repeatable.", valueName: "address"))
    var allowDestroy: [String] = []

    /// How long Terraform may take to end what it began after a signal; a second signal ends it at once.
    static let interruptionLimit = Duration.seconds(660)

    func validate() throws {
        guard !(yes && planOnly) else { throw ValidationError("--plan-only applies nothing, so --yes has no effect.") }
    }

    /// The canary, if one is wanted.
    func canaryPlan() throws(CanaryOptionError) -> CanaryPlan? {
        try CanaryPlan(share: canary, wait: wait, alarms: alarm)
    }

    /// What may be destroyed.
    var approval: DestroyApproval { DestroyApproval(allowed: allowDestroy) }

    /// The options as words that repeat them, with `--yes`.
    var repeated: [String] {
        [("--canary", canary), ("--for", wait)].flatMap { option, value in value.map { [option, $0] } ?? [] }
            + alarm.flatMap { ["--alarm", $0] } + allowDestroy.flatMap { ["--allow-destroy", $0] } + ["--yes"]
    }
}
