import ArgumentParser
import Host
import Model
import Project
import Releasing

/// `swiftlambda versions`.
struct VersionsCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "versions",
        abstract: "Show the versions of functions, and which serve.",
        discussion: """
            Shows the digest, commit and time of each version on Lambda, who deployed it, and the share of calls that it \
            gets by an alias. Example:

              swiftlambda versions orders --stage prod
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @OptionGroup var places: ReleaseOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let release = try await places.project(in: package, on: host, console: console)
        let names = try release.names(of: functions)
        let aws = try await AWSCommandLine.find(on: host, region: nil)
        var reports: [VersionsReport.Place] = []
        for target in release.targets {
            console.begin("Reading the versions (\(target.words))")
            _ = try await aws.inRegion(target.region).deployer(to: target)
            let list = VersionList(in: target, store: release.project.artifacts, aws: aws)
            let records = try await list.records()
            reports.append(
                VersionsReport.Place(
                    target: target, histories: try await list.histories(of: names, records: records).map(\.history),
                    unfinished: DeploymentTakeover.unfinished(in: records).map { DeploymentResumption(of: $0) }))
        }
        return VersionsReport(places: reports, diagnostics: [])
            .result(traits: console.outputTraits, styles: console.outputStyles)
    }
}
