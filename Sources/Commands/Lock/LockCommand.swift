import ArgumentParser
import Console
import Host
import Insights
import Model
import Packaging
import Project
import SystemPackage

/// `swiftlambda lock`.
struct LockCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Write swiftlambda.lock, which keeps layers, images and Swift SDKs as they are.",
        discussion: """
            The file records what a release depends on and no source says: the Lambda Insights layer of each region and \
            architecture, and the images and Swift SDKs of builds. Commit it: a newer swiftlambda then changes no layer \
            until you say so. Without options, missing layers are added, and unused ones removed. Example:

              swiftlambda lock --update
            """)

    @Flag(
        help:
            "Change all layers to the newest known to this release, and forget images and Swift SDKs until the next build."
    )
    var update = false

    @Flag(help: "Write nothing; exit with status 1 if layers are missing or unused.")
    var check = false

    @OptionGroup var place: LockOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !(check && update) else { throw ValidationError("--check writes nothing, so --update has no effect.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let action = try await place.action(package, on: host, console: console)
        return try (check ? action.check() : action.write(update ? .update : .complete))
            .result(relativeTo: host.workingDirectory)
    }
}

/// `swiftlambda insights update`: the layers of the lock.
struct InsightsUpdateCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Change the layers in swiftlambda.lock to the newest.",
        discussion: """
            Does for the layers what 'lock --update' does for everything. The newest are those known to this release; \
            versions and ARNs in swiftlambda.yaml stay. Example:

              swiftlambda insights update
            """)

    @OptionGroup var place: LockOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        try await place.action(package, on: host, console: console).write(.updateLayers)
            .result(relativeTo: host.workingDirectory)
    }
}

/// What the layers of the lock are for, as for `terraform`.
struct LockOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The architecture; by default this machine's.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An AWS region to deploy to; repeatable.", valueName: "region"))
    var region: [String] = []

    /// The action for a project.
    func action(_ package: PackageOptions, on host: Host, console: CommandConsole) async throws -> LockAction {
        let settings = try ProjectSettings(
            package.workspace(on: host),
            flags: ProjectOverrides(
                architectures: Set([arch].compactMap { $0 }),
                regions: try region.map { try Region.named($0, from: .flag("--region")) }),
            host: host)
        let sources = try PackageSources(reading: settings, on: host, console: console)
        let project = try await settings.resolve(products: .waived) { try await sources.describe(for: .reading) }
        return LockAction(
            package: settings.workspace.package, needed: project.places.openLayerPlaces,
            catalogue: try LayerCatalogue.bundled(), host: host)
    }
}
