import ArgumentParser
import Console
import Host
import LocalEnvironment
package import LocalGateway
import Model
import Project
import SystemPackage

/// `swiftlambda run`.
struct RunCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a function on this machine, with Lambda's Invoke API and a function URL.",
        discussion: """
            Runs a packaged function as Lambda would, prints its URL, and shuts it down as Lambda would at Ctrl-C. \
            Send events with 'aws lambda invoke --endpoint-url URL', an SDK or 'swiftlambda invoke --url URL'; any \
            other request becomes the event that a function URL would make of it. Requests for another host, and from \
            web pages of another origin, are refused; see --listen and --allow-origin. Example:

              swiftlambda run orders --watch --port 9000
            """)

    @Argument(
        help: ArgumentHelp(
            "A packaged function, or the path of a zip or of its unpacked content.", valueName: "function|path"))
    var function: String?

    @Option(help: ArgumentHelp("The port; by default a free one.", valueName: "port"))
    var port: Int?

    @Option(help: ArgumentHelp("The address to listen on; by default 127.0.0.1.", valueName: "address"))
    var listen: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "An origin whose web pages may call the function URL, such as http://localhost:3000, or '*' for all; "
                + "by default none, because the function has your credentials.", valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(help: ArgumentHelp("How the function URL returns a stream: complete, or as it arrives.", valueName: "mode"))
    var invokeMode = InvokeMode.buffered

    @Option(
        help: ArgumentHelp(
            "Invocations at a time, each in an execution environment of its own; the others wait.",
            valueName: "count"))
    var concurrency = 1

    @Flag(help: "Package the function first, and again when its sources change; a zip is only restarted.")
    var watch = false

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp(
            "The extension beside the function; by default as the function is configured.",
            valueName: "extension"))
    var standIn: StandInChoice?

    @OptionGroup(title: "Build options, with --watch") var build: BuildOptions
    @OptionGroup var local: LocalFunctionOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    static var runsUntilInterrupted: Bool { true }
    /// A function has two seconds to shut down, as on Lambda.
    var interruptionLimit: Duration { .seconds(4) }

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("--port must be 0 to 65535.") }
        for origin in allowOrigin where !FrontDoorAccess.isOrigin(origin) {
            throw ValidationError(
                "--allow-origin must be an origin such as http://localhost:3000, or '*', not '\(origin)'.")
        }
        guard watch || (build.settings == BuildSettings() && !build.building.pull) else {
            throw ValidationError("Build options have no effect without --watch.")
        }
        guard (1...1_000).contains(concurrency) else {
            throw ValidationError("--concurrency must be 1 to 1000.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let address = try Setting.listen.resolve(flag: listen, in: host.environment) ?? "127.0.0.1"
        let action = RunAction(
            address: address, port: try Setting.port.resolve(flag: port, in: host.environment) ?? 0,
            access: FrontDoorAccess(listeningOn: address, allowedOrigins: allowOrigin), mode: invokeMode,
            concurrency: concurrency, host: host, console: console)
        let workDirectory = host.temporaryDirectory(for: "run")
        if watch { try await repackage(on: host, console: console) }
        let plan = try await plan(workDirectory: workDirectory, on: host, console: console)
        let watched = watch ? try watchedPath(on: host) : nil
        try await action.run(plan, watching: watched) {
            try await repackage(on: host, console: console)
            return try await self.plan(workDirectory: workDirectory, on: host, console: console)
        }
        // The signal that ended it is its status.
        return CommandResult(text: "", payload: [String: String]())
    }

    private func plan(
        workDirectory: FilePath, on host: Host, console: CommandConsole
    ) async throws -> EnvironmentPlan {
        let target = try await local.function(named: function, in: package, on: host, console: console)
        let choice = standIn ?? (target.hasInsights ? .insights : .none)
        return target.plan(
            standIn: choice.extension, layers: local.layerPaths(on: host), isolation: local.isolation ?? .auto,
            workDirectory: workDirectory)
    }

    /// The archive to watch, if the function is not one of the package's.
    private var archive: String? {
        function.flatMap { LocalFunctionFinder.isPath($0) ? $0 : nil }
    }

    private func watchedPath(on host: Host) throws -> FilePath {
        if let archive { return host.absolute(FilePath(archive)) }
        return try package.workspace(on: host).package
    }

    /// Packages the function as `swiftlambda package` would with the same options.
    private func repackage(on host: Host, console: CommandConsole) async throws {
        guard archive == nil else { return }
        let settings = try ProjectSettings(
            package.workspace(output: local.archives, on: host),
            flags: ProjectOverrides(
                architectures: Set([local.arch].compactMap { $0 }), build: build.settings,
                pullsImage: build.building.pull), host: host)
        let action = try PackageAction(
            settings, names: [function].compactMap { $0 },
            chooser: build.building.chooser(on: host, scratch: settings.workspace.scratch), host: host,
            console: console)
        let report = try await action.run()
        console.finish()
        console.tell(report.result(on: console).diagnostics)
    }
}

extension InvokeMode: ExpressibleByArgument {}

extension Setting where Value == String {
    static let listen = Setting("SWIFTLAMBDA_LISTEN", expected: "an address to listen on") { $0 }
}

extension Setting where Value == Int {
    static let port = Setting("SWIFTLAMBDA_PORT", expected: "a port from 0 to 65535") { text in
        Int(text).flatMap { (0...65_535).contains($0) ? $0 : nil }
    }
}
