import ArgumentParser
import Host
import Model
import Releasing

/// `swiftlambda rollback`.
struct RollbackCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Move aliases back to the version before.",
        discussion: """
            Gives all calls to the version that served before, at once and without a build. Terraform does not \
            move the alias; the next deployment of other code does. Example:

              swiftlambda rollback orders --stage prod
              swiftlambda rollback orders --stage prod --to 7
            """)

    @Argument(help: ArgumentHelp("The functions; by default all that have an alias.", valueName: "function"))
    var functions: [String] = []

    @OptionGroup var places: ReleaseOptions

    @Option(help: ArgumentHelp("The version, for one function.", valueName: "version"))
    var to: Int?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// The record is written after a signal, too.
    var interruptionLimit: Duration { .seconds(10) }

    func validate() throws {
        guard to == nil || functions.count == 1 else {
            throw ValidationError("--to is a version of one function; name the function.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let release = try await places.project(in: package, on: host, console: console)
        let action = RollbackAction(
            release: release, names: try release.names(of: functions), isSelection: !functions.isEmpty, wanted: to,
            host: host, console: console)
        return try await action.run()
    }
}
