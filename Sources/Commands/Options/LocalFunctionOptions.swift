import ArgumentParser
import Console
import Host
package import LocalEnvironment
import Model
import Project
import SystemPackage

/// Options of the commands that run a function on this machine.
struct LocalFunctionOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An environment variable, added to those of swiftlambda.yaml.", valueName: "name=value"))
    var env: [VariableSetting] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A file with one NAME=VALUE per line; --env takes precedence.", valueName: "path"))
    var envFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "The function's AWS_REGION; by default from --env, the shell or swiftlambda.yaml, in this order.",
            valueName: "region"))
    var region: String?

    @Option(help: ArgumentHelp("The stage whose settings apply; by default those of all stages.", valueName: "stage"))
    var stage: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A layer: a zip or directory that becomes /opt.", valueName: "directory|zip"))
    var layer: [String] = []

    @Option(help: ArgumentHelp("Time limit of an invocation; by default the function's.", valueName: "seconds"))
    var timeout: Int?

    @Option(help: ArgumentHelp("Memory that the function sees; by default the function's.", valueName: "mb"))
    var memory: Int?

    @Option(help: ArgumentHelp("The architecture, if the function was packaged for several.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        help: ArgumentHelp(
            "Isolation from this machine; by default auto: as much as the system allows.", valueName: "mode"))
    var isolation: IsolationPreference?

    @Option(
        help: ArgumentHelp(
            "The directory that 'package' wrote to; by default .build/swiftlambda.", valueName: "directory"))
    var archives: String?

    func validate() throws {
        if let timeout, !LambdaLimits.timeout.contains(timeout) {
            throw ValidationError("--timeout must be \(LambdaLimits.timeout.inWords) seconds.")
        }
        if let memory, !LambdaLimits.memory.contains(memory) {
            throw ValidationError("--memory must be \(LambdaLimits.memory.inWords) MB.")
        }
    }

    func layerPaths(on host: Host) -> [FilePath] { layer.map { host.absolute(FilePath($0)) } }

    /// Finds the function; the command line overrides its settings.
    func function(
        named name: String?, in package: PackageOptions, on host: Host, console: CommandConsole
    ) async throws -> LocalFunction {
        try override(try await finder(of: name, in: package, on: host, console: console).find(), on: host)
    }

    /// Finds functions, or without names all of the package; the command line overrides their settings.
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
            stage: try Setting.stage.resolve(flag: stage, in: host.environment), host: host, console: console)
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
