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

    @OptionGroup var options: DeploymentOptions

    @Flag(help: "Finish the last deployment, with its archives; nothing is built.")
    var resume = false

    @Flag(help: "Deploy the archives that 'package' wrote before; nothing is built.")
    var noBuild = false

    @Flag(help: "Print the least policies of a role that deploys; nothing else is done.")
    var printPolicy = false

    @Option(
        help: ArgumentHelp(
            "With --print-policy: also who may assume the role, jobs of a repository on GitHub.",
            valueName: "owner/name"))
    var github: String?

    @Option(
        help: ArgumentHelp(
            "With --print-policy: a stage whose archives the role promotes to this one.", valueName: "stage"))
    var promoteFrom: String?

    @Option(
        help: ArgumentHelp(
            "With --print-policy: the bucket of Terraform's state, for a role that reads and writes it.",
            valueName: "bucket"))
    var stateBucket: String?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    var interruptionLimit: Duration { DeploymentOptions.interruptionLimit }

    func validate() throws {
        guard printPolicy || (github == nil && stateBucket == nil && promoteFrom == nil) else {
            throw ValidationError("--github, --state-bucket and --promote-from belong to --print-policy.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let release = try await places.project(in: package, on: host, console: console)
        let names = try release.names(of: functions)
        if printPolicy {
            var source: ReleaseProject?
            if let promoteFrom {
                source = try await ReleaseProject.read(
                    stage: promoteFrom, regions: [], in: package, on: host, console: console)
            }
            return try PolicyReport(
                of: names, in: release, repository: try github.map { try GitHubRepository($0) },
                state: stateBucket.map { StateBucket(bucket: $0) }, promotingFrom: source
            ).result()
        }
        let action = DeployAction(
            release: release, names: names, selection: functions, options: options, canary: try options.canaryPlan(),
            isResumed: resume, isBuilt: !noBuild, host: host, console: console)
        return try await action.run()
    }
}
