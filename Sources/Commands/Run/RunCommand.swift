import ArgumentParser
import Console
import Host
package import LocalLambda
import Model
import Project
import SystemPackage

/// `swiftlambda run`.
struct RunCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a function on this machine, with Lambda's Invoke API and a function URL.",
        discussion: """
            Runs a packaged function as Lambda would until Ctrl-C, which ends it as Lambda would. Its URL is printed. \
            Events come through 'aws lambda invoke --endpoint-url URL', an SDK or 'swiftlambda invoke --url URL'; every \
            other request becomes the event that a function URL makes of it. Requests that name another host, and those \
            that a web page of another origin sends, are refused; see --listen and --allow-origin. Example:

              swiftlambda run orders --watch --port 9000
            """)

    @Argument(
        help: ArgumentHelp(
            "A function that was packaged, or the path of a zip or of what is in it.", valueName: "function|zip"))
    var function: String?

    @Option(help: ArgumentHelp("The port; by default a free one.", valueName: "number"))
    var port: Int?

    @Option(help: ArgumentHelp("The address to listen on; by default 127.0.0.1.", valueName: "address"))
    var listen: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "An origin whose web pages may call the function URL, such as http://localhost:3000, or '*' for every page; "
                + "by default none, for the function holds your credentials.", valueName: "origin"))
    var allowOrigin: [String] = []

    @Option(help: "How the function URL hands on what is streamed: whole, once it is over, or as it comes.")
    var invokeMode = InvokeMode.buffered

    @Option(
        help: ArgumentHelp(
            "How many invocations may run at a time, each in an environment of its own; the others wait.",
            valueName: "number"))
    var concurrency = 1

    @Flag(help: "Package the function first, and again whenever its sources change; a zip is only run again.")
    var watch = false

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp(
            "The extension beside the function; by default as the function is configured.",
            valueName: "extension"))
    var standIn: StandInChoice?

    @OptionGroup var local: LocalFunctionOptions
    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    static var runsUntilInterrupted: Bool { true }
    /// A function has two seconds to shut down, as on Lambda.
    var interruptionLimit: Duration { .seconds(4) }

    func validate() throws {
        if let port, !(0...65_535).contains(port) { throw ValidationError("--port is a number from 0 to 65535.") }
        for origin in allowOrigin where !FrontDoorAccess.isOrigin(origin) {
            throw ValidationError("--allow-origin is an origin such as http://localhost:3000, or '*', not '\(origin)'.")
        }
        guard (1...1_000).contains(concurrency) else {
            throw ValidationError("--concurrency is a number from 1 to 1000.")
        }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let packagePath = try package.path(on: host)
        let address = try SettingVariable.listen.resolve(flag: listen, in: host.environment) ?? "127.0.0.1"
        let action = RunAction(
            address: address, port: try SettingVariable.port.resolve(flag: port, in: host.environment) ?? 0,
            access: FrontDoorAccess(listeningOn: address, allowedOrigins: allowOrigin), mode: invokeMode,
            concurrency: concurrency, host: host, console: console)
        let workDirectory = host.temporaryDirectory(for: "run")
        if watch { try await repackage(packagePath, on: host, console: console) }
        let plan = try await plan(packagePath, workDirectory: workDirectory, on: host)
        let watched = watch ? watchedPath(packagePath, on: host) : nil
        return try await action.run(plan, watching: watched) {
            try await repackage(packagePath, on: host, console: console)
            return try await self.plan(packagePath, workDirectory: workDirectory, on: host)
        }
    }

    private func plan(_ packagePath: FilePath, workDirectory: FilePath, on host: Host) async throws -> EnvironmentPlan {
        let target = try await local.function(named: function, package: packagePath, on: host)
        let choice = standIn ?? (target.hasInsights ? .insights : .none)
        return target.plan(
            standIn: choice.extension, layers: local.layerPaths(on: host), isolation: local.isolation ?? .auto,
            workDirectory: workDirectory)
    }

    /// The archive that is watched, where the function is none of the package's.
    private var archive: String? {
        function.flatMap { LocalFunctionFinder.isPath($0) ? $0 : nil }
    }

    private func watchedPath(_ packagePath: FilePath, on host: Host) -> FilePath {
        archive.map { host.absolute(FilePath($0)) } ?? packagePath
    }

    /// Packages the function as `swiftlambda package` would.
    private func repackage(_ packagePath: FilePath, on host: Host, console: CommandConsole) async throws {
        guard archive == nil else { return }
        var arguments = ["--package-path", packagePath.string]
        if let function { arguments.append(function) }
        if let arch = local.arch { arguments += ["--arch", arch.rawValue] }
        let result = try await PackageCommand.parse(arguments).execute(on: host, console: console)
        console.finish()
        console.tell(result.diagnostics)
    }
}

extension InvokeMode: ExpressibleByArgument {}

extension SettingVariable where Value == String {
    static let listen = SettingVariable("SWIFTLAMBDA_LISTEN", expected: "an address to listen on") { $0 }
}

extension SettingVariable where Value == Int {
    static let port = SettingVariable("SWIFTLAMBDA_PORT", expected: "a port from 0 to 65535") { text in
        Int(text).flatMap { (0...65_535).contains($0) ? $0 : nil }
    }
}
