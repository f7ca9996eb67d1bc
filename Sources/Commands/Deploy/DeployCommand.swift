import ArgumentParser
import Host
import Model
import Project
import Releasing

/// `swiftlambda deploy`.
struct DeployCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Package functions and bring them to a stage.",
        discussion: """
            Packages and audits the functions, writes the Terraform files, plans, and shows what would change: code, \
            settings, permissions in words, and what would be destroyed. With --yes it uploads the archives, applies \
            exactly that plan, sends each new version its smoke event, and moves the alias. Without --yes nothing is \
            changed, and the status is 1 if there is something to do. Example:

              swiftlambda deploy --stage staging
              swiftlambda deploy --stage staging --yes

            With a tenth of the calls for five minutes first:

              swiftlambda deploy --stage prod --canary 10% --for 5m --alarm orders-errors --yes

            The policies of a role that deploys:

              swiftlambda deploy --stage prod --print-policy
            """)

    @Argument(help: ArgumentHelp("The functions to package; by default all.", valueName: "function"))
    var functions: [String] = []

    @OptionGroup var places: ReleaseOptions

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

    @Flag(help: "Finish the last deployment, with its archives; nothing is built.")
    var resume = false

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// Terraform ends what it began after a signal, which may take minutes; a second one ends it at once.
    var interruptionLimit: Duration { .seconds(660) }

    func validate() throws {
        guard !(yes && planOnly) else { throw ValidationError("--plan-only applies nothing, so --yes has no effect.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let canary = try CanaryPlan(share: canary, wait: wait, alarms: alarm)
        let release = try await places.project(in: package, on: host, console: console)
        let names = try release.names(of: functions)
        let action = DeployAction(
            release: release, names: names, selection: functions, isConfirmed: yes,
            isPlanOnly: planOnly, canary: canary, approval: DestroyApproval(allowed: allowDestroy), isResumed: resume,
            host: host, console: console)
        return try await action.run()
    }
}
