import ArgumentParser
import Console
import Host
import Model
package import Releasing

/// `swiftlambda logs`.
struct LogsCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Show what a deployed function writes.",
        discussion: """
            Prints the lines of the function's log group, the oldest first, with their times in UTC. With --follow it \
            goes on with new ones, which become visible after some seconds, until Ctrl-C. --filter takes a pattern \
            of CloudWatch Logs. With --format json the result is one object; with --follow it is one object a line. \
            Examples:

              swiftlambda logs orders --stage dev --follow
              swiftlambda logs orders --stage dev --since 1h --filter ERROR
            """)

    @Argument(help: ArgumentHelp("The function; by default the only one.", valueName: "function"))
    var function: String?

    @Option(help: ArgumentHelp("The stage; needed if the project has stages.", valueName: "stage"))
    var stage: String?

    @Option(help: ArgumentHelp("A region of the stage; by default the first.", valueName: "region"))
    var region: String?

    @Option(
        help: ArgumentHelp(
            "Where to begin: 30s, 10m, 1h or 2d ago, or a time such as 2026-11-30T18:23:55Z; by default 10m.",
            valueName: "time"))
    var since: LogStart?

    @Flag(help: "Go on with new lines until Ctrl-C.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "Only lines that match a filter pattern of CloudWatch Logs, such as ERROR or '{ $.level = \"error\" }'.",
            valueName: "pattern"))
    var filter: String?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    static var runsUntilInterrupted: Bool { true }
    static var needsTemporaryFiles: Bool { false }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let release = try await ReleaseProject.read(
            stage: stage, regions: [region].compactMap { $0 }, in: package, on: host, console: console)
        let name = try release.name(of: function)
        let (target, function) = try release.place(of: name, noting: console)
        let aws = try await AWSCommandLine.find(on: host, region: target.region)
        let logs = FunctionLogs(of: function, in: target, pattern: filter, with: aws)
        return try await LogsAction(
            logs: logs, function: name, target: target, start: since ?? .usual, host: host, console: console
        ).run(isFollowing: follow)
    }
}

extension LogStart: ExpressibleByArgument {
    /// Reads a time ago, or a time.
    package init?(argument: String) { self.init(argument) }
}
