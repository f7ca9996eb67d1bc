import ArgumentParser
import Console
import Host
package import LocalEnvironment
import Model
import Project
import SystemPackage

/// Options of every command that runs a function on this machine.
struct LocalFunctionOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An environment variable, besides those of swiftlambda.yaml.", valueName: "name=value"))
    var env: [VariableSetting] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A file of environment variables, one NAME=VALUE a line; --env wins.", valueName: "path"))
    var envFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "The function's AWS_REGION; by default that of --env, of the shell, or of swiftlambda.yaml.",
            valueName: "region"))
    var region: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A layer, as a zip or a directory that is to be /opt.", valueName: "directory|zip"))
    var layer: [String] = []

    @Option(help: ArgumentHelp("The longest an invocation may take, in seconds.", valueName: "seconds"))
    var timeout: Int?

    @Option(help: ArgumentHelp("Memory in MB, as the function is told.", valueName: "mb"))
    var memory: Int?

    @Option(help: ArgumentHelp("The architecture, where the function was packaged for several.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        help: ArgumentHelp(
            "Isolation from this machine; by default auto, as far as the system allows.", valueName: "mode"))
    var isolation: IsolationPreference?

    @Option(help: ArgumentHelp("The directory that 'package' wrote to.", valueName: "directory"))
    var archives: String?

    func validate() throws {
        if let timeout, !LambdaLimits.timeout.contains(timeout) {
            throw ValidationError("--timeout is a number of seconds from \(LambdaLimits.timeout.inWords).")
        }
        if let memory, !LambdaLimits.memory.contains(memory) {
            throw ValidationError("--memory is a number of MB from \(LambdaLimits.memory.inWords).")
        }
    }

    func layerPaths(on host: Host) -> [FilePath] { layer.map { host.absolute(FilePath($0)) } }

    /// Finds the function, with what was given on the command line over its own settings.
    func function(
        named name: String?, in package: PackageOptions, on host: Host, console: CommandConsole
    ) async throws -> LocalFunction {
        try override(try await finder(of: name, in: package, on: host, console: console).find(), on: host)
    }

    /// Finds functions, without names all of the package, with what was given on the command line over their own settings.
    func functions(
        named names: [String], in package: PackageOptions, on host: Host, console: CommandConsole
    ) async throws -> [LocalFunction] {
        try await finder(of: nil, in: package, on: host, console: console).find(all: names)
            .map { try override($0, on: host) }
    }

    private func finder(
        of name: String?, in package: PackageOptions, on host: Host, console: CommandConsole
    ) throws -> LocalFunctionFinder {
        LocalFunctionFinder(
            argument: name, workspace: try package.workspace(output: archives, on: host), architecture: arch,
            host: host, console: console)
    }

    private func override(_ function: LocalFunction, on host: Host) throws -> LocalFunction {
        var function = function
        try LocalVariables(options: env, files: envFile, region: region).apply(to: &function, on: host)
        if let timeout { function.timeout = .seconds(timeout) }
        if let memory { function.memory = memory }
        return function
    }
}

extension IsolationPreference: ExpressibleByArgument {}
