import ArgumentParser
import Building
package import Model

/// Options that say how functions are built.
struct BuildOptions: ParsableArguments {
    @OptionGroup var building: BuilderOptions

    @Option(
        help: ArgumentHelp(
            "The libraries that archives bring; by default auto: what the function lacks.",
            valueName: "level"))
    var bundle: BundleMode?

    @Option(
        help: ArgumentHelp(
            "What to optimize for; by default none: as a release build does.", valueName: "goal"))
    var optimize: Optimization?

    @Option(
        name: .customLong("build-argument"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "An argument to add to those of swift build; all that follows '--' is added, too.", valueName: "argument"))
    var buildArguments: [String] = []

    func validate() throws {
        if let refusal = BuildArguments.refusal(of: buildArguments) {
            throw ValidationError(
                "'\(refusal.option)' cannot be added to swift build's options. \(refusal.reason) Instead: \(refusal.hint)."
            )
        }
    }

    /// What the command line says of the build.
    var settings: BuildSettings {
        var settings = building.settings
        settings.bundle = bundle
        settings.optimize = optimize
        settings.arguments = buildArguments.isEmpty ? nil : buildArguments
        return settings
    }

    /// A command line in which each argument after `--` is the value of an option.
    ///
    /// The parser gives all positional arguments to one list, and that is the functions'.
    static func expanded(_ arguments: [String]) -> [String] {
        guard let end = arguments.firstIndex(of: "--"), builds(arguments[..<end]) else {
            return arguments
        }
        return arguments[..<end] + arguments[(end + 1)...].map { "--build-argument=\($0)" }
    }

    /// Whether a command builds: `package`, and `run` where it watches.
    private static func builds(_ arguments: ArraySlice<String>) -> Bool {
        arguments.first == PackageCommand.configuration.commandName
            || arguments.first == RunCommand.configuration.commandName && arguments.contains("--watch")
    }
}

extension BundleMode: ExpressibleByArgument {}
extension Optimization: ExpressibleByArgument {}
