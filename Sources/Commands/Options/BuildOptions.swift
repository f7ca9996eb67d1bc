import ArgumentParser
import Building
package import Model

/// Options for building functions.
struct BuildOptions: ParsableArguments {
    @OptionGroup var building: BuilderOptions

    @Option(
        help: ArgumentHelp(
            "The libraries to put into archives; by default auto: those the runtime lacks.",
            valueName: "level"))
    var bundle: BundleMode?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Whether to call older versions of C functions that the runtime lacks; by default yes."))
    var forward: Bool?

    @Option(
        help: ArgumentHelp(
            "What to optimize for; by default none: as a release build does.", valueName: "goal"))
    var optimize: Optimization?

    @Option(
        name: .customLong("build-argument"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An argument for swift build, like those after '--'.", valueName: "argument"))
    var buildArguments: [String] = []

    func validate() throws {
        if let refusal = BuildArguments.refusal(of: buildArguments) {
            throw ValidationError(
                "'\(refusal.option)' cannot be passed to swift build. \(refusal.reason) Instead: \(refusal.hint)."
            )
        }
    }

    /// The build settings of the command line.
    var settings: BuildSettings {
        var settings = building.settings
        settings.bundle = bundle
        settings.forward = forward
        settings.optimize = optimize
        settings.arguments = buildArguments.isEmpty ? nil : buildArguments
        return settings
    }

    /// The command line with each argument after `--` as the value of an option.
    ///
    /// The parser collects all positional arguments in one list, which holds the functions.
    static func expanded(_ arguments: [String]) -> [String] {
        guard let end = arguments.firstIndex(of: "--"), builds(arguments[..<end]) else {
            return arguments
        }
        return arguments[..<end] + arguments[(end + 1)...].map { "--build-argument=\($0)" }
    }

    /// Whether a command builds: `package`, `push`, and `run` with `--watch`.
    private static func builds(_ arguments: ArraySlice<String>) -> Bool {
        arguments.first == PackageCommand.configuration.commandName
            || arguments.first == PushCommand.configuration.commandName
            || arguments.first == RunCommand.configuration.commandName && arguments.contains("--watch")
    }
}

extension BundleMode: ExpressibleByArgument {}
extension Optimization: ExpressibleByArgument {}
