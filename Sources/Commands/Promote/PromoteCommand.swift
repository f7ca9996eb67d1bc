import ArgumentParser
import Host
import Model
import Releasing

/// `swiftlambda promote`.
struct PromoteCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Bring what one stage runs to another, without a build.",
        discussion: """
            Takes the archives that the functions of a stage run, and deploys the same bytes to another stage as \
            'deploy' does. Settings, roles and layers are those of the other stage. Example:

              swiftlambda promote --from staging --to prod --yes
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @Option(help: ArgumentHelp("The stage whose archives are taken.", valueName: "stage"))
    var from: String

    @Option(help: ArgumentHelp("The stage that gets them.", valueName: "stage"))
    var to: String

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A region of the stage that gets them; repeatable; by default all, one after the other.",
            valueName: "region"))
    var region: [String] = []

    @OptionGroup var options: DeploymentOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    var interruptionLimit: Duration { DeploymentOptions.interruptionLimit }

    func validate() throws {
        guard from != to else { throw ValidationError("--from and --to are the same stage.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let source = try await ReleaseProject.read(stage: from, regions: [], in: package, on: host, console: console)
        let release = try await ReleaseProject.read(
            stage: to, regions: region, in: package, on: host, console: console)
        let action = PromoteAction(
            source: source, release: release, names: try release.names(of: functions), selection: functions,
            options: options, canary: try options.canaryPlan(), host: host, console: console)
        return try await action.run()
    }
}
