import ArgumentParser
import Console
import Host
import Model
import Packaging
import Project
import Releasing

/// `swiftlambda push`.
struct PushCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Replace the code of a deployed function, for the inner loop.",
        discussion: """
            Packages one function and gives its code to Lambda, without Terraform. The version $LATEST gets it; an \
            alias keeps its version, and settings stay as they were deployed. If Lambda has the code already, nothing \
            is uploaded. Stages with 'protected: true' are refused. Examples:

              swiftlambda push orders --stage dev
              swiftlambda push orders --stage dev && swiftlambda invoke orders --remote --stage dev --example sqs
            """)

    @Argument(help: ArgumentHelp("The function; by default the only one.", valueName: "function"))
    var function: String?

    @OptionGroup var place: ReleaseOptions

    @Option(help: ArgumentHelp("The architecture; by default that of swiftlambda.yaml.", valueName: "arch"))
    var arch: Architecture?

    @OptionGroup var build: BuildOptions

    @Flag(help: "Show all output of SwiftPM, compilers and linkers.")
    var verbose = false

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let release = try await place.project(
            in: package,
            overrides: ProjectOverrides(
                architectures: Set([arch].compactMap { $0 }), build: build.settings, pullsImage: build.building.pull),
            on: host, console: console)
        let name = try release.name(of: function)
        for target in release.targets { try FunctionPush.check(target, function: name) }
        let packaging = try PackageAction(
            release.settings, names: [name],
            chooser: build.building.chooser(on: host, scratch: release.settings.workspace.scratch),
            isVerbose: verbose, host: host, console: console)
        return try await PushAction(release: release, name: name, packaging: packaging, host: host, console: console)
            .run()
    }
}
