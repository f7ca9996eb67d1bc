import ArgumentParser
import Console
import Host
import LambdaProtocol
import LocalEnvironment
import LocalGateway
import Model
import SystemPackage

/// `swiftlambda invoke`.
struct InvokeCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke",
        abstract: "Send one event to a function and print its response.",
        discussion: """
            Runs a packaged function on this machine as Lambda would, or sends the event to a function that \
            'swiftlambda run' started, or with --remote to a deployed one. Prints the response as it arrives. Exits \
            with status 1 if the function fails. Examples:

              swiftlambda invoke orders --example sqs
              swiftlambda invoke --event '{"id": 7}' --url http://127.0.0.1:9000
              swiftlambda invoke orders --remote --stage dev --event '{"id": 7}'
            """)

    @Argument(
        help: ArgumentHelp(
            "A packaged function, or the path of a zip or of its unpacked content.", valueName: "function|path"))
    var function: String?

    @OptionGroup var input: EventOptions

    @Option(help: ArgumentHelp("The URL of a running function, instead of starting one.", valueName: "url"))
    var url: String?

    @Flag(help: "Invoke the deployed function on Lambda, and show the end of its log.")
    var remote = false

    @Option(
        help: ArgumentHelp(
            "With --remote, a version or an alias; by default $LATEST, which 'push' and 'deploy' change.",
            valueName: "qualifier"))
    var qualifier: String?

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp(
            "The extension beside the function; by default none.", valueName: "extension"))
    var standIn: StandInChoice?

    @Option(help: ArgumentHelp("The tenant of the event.", valueName: "identifier"))
    var tenant: String?

    @Flag(help: "Send the event's bytes as they are, even if they are not JSON.")
    var raw = false

    @OptionGroup var local: LocalFunctionOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// A function has two seconds to shut down, as on Lambda.
    var interruptionLimit: Duration { .seconds(4) }

    func validate() throws {
        if let function, EventInput.isEvent(function) {
            throw ValidationError(
                "Pass an event with --event: swiftlambda invoke --event \(shellQuoted(function)).")
        }
        try validateRemote()
        guard url == nil || function == nil else {
            throw ValidationError("--url sends the event to a running function, a name starts one; use only one.")
        }
        if let tenant, !InvokeAPI.isTenantID(tenant) {
            throw ValidationError(
                "--tenant must be 1 to 256 letters, digits, spaces or characters of ._:/=+-@, not '\(tenant)'.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let event = try input.bytes(on: host, isRaw: raw, canBeRaw: true)
        if remote {
            let release = try await ReleaseProject.read(
                stage: local.stage, regions: [local.region].compactMap { $0 }, in: package, on: host, console: console)
            return try await RemoteInvokeAction(
                release: release, function: function, qualifier: qualifier, event: event, host: host, console: console
            ).run()
        }
        if let url {
            return try await InvokeAction.invoke(url: url, event: event, tenantID: tenant, on: host, console: console)
        }
        let target = try await local.function(named: function, in: package, on: host, console: console)
        if input.isDefault, let note = target.exampleNote { console.note(note) }
        let plan = target.plan(
            standIn: standIn?.extension, layers: local.layerPaths(on: host), isolation: local.isolation ?? .auto,
            workDirectory: host.temporaryDirectory(for: "invoke"))
        return try await InvokeAction(plan: plan, event: event, tenantID: tenant, isSwift: target.isSwift)
            .run(on: host, console: console)
    }
}
