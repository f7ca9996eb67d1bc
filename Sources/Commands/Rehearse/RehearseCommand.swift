import ArgumentParser
import Console
import Host
import LocalEnvironment
import Model
import Project
package import Rehearsal
import SystemPackage

/// `swiftlambda rehearse`.
struct RehearseCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Take functions through Init, invocations and Shutdown, and judge their shutdown.",
        discussion: """
            Runs packaged functions on this machine as Lambda would, ends them as Lambda would, and measures from SIGTERM to \
            the exit. Without a name it rehearses every function of the package. Ends with status 0 only if every event \
            succeeded and every repetition was graceful: the function exited with status 0 within the time that Lambda \
            documents, or it has no handler for SIGTERM and nothing was open that a handler would close. Example:

              swiftlambda rehearse orders --invocations 3 --repeat 5 --report rehearsal.html
            """)

    @Argument(
        help: ArgumentHelp(
            "Functions that were packaged, or paths of a zip, of what is in it, or of a bootstrap; by default all of the package.",
            valueName: "function|zip"))
    var functions: [String] = []

    @Option(help: ArgumentHelp("How many invocations each repetition has.", valueName: "number"))
    var invocations = 3

    @Option(name: .customLong("repeat"), help: ArgumentHelp("How many times all of it is done.", valueName: "number"))
    var repetitions = 1

    @Option(
        defaultAsFlag: FreezeTime.standard, parsing: .next,
        help: ArgumentHelp(
            "Stop the processes between events, as Lambda does, for a time such as 500ms or 2s.", valueName: "time"))
    var freeze: FreezeTime? = nil

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A variable that holds an address, or HOST:PORT variables; idle connections to it are dropped while frozen.",
            valueName: "variable"))
    var dropIdle: [RelayVariable] = []

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp(
            "The extension beside the function; by default as the function is configured.",
            valueName: "extension"))
    var standIn: StandInChoice?

    @Option(help: ArgumentHelp("The budget in milliseconds, instead of Lambda's.", valueName: "ms"))
    var budget: Int?

    @OptionGroup var input: EventOptions

    @Flag(help: "Let events fail, and judge the shutdown alone.")
    var allowFailures = false

    @Flag(help: "Refuse a function without a handler for SIGTERM even if nothing was open at its end.")
    var strict = false

    @OptionGroup var local: LocalFunctionOptions

    @Option(help: ArgumentHelp("Write the report as one HTML page to a file.", valueName: "file.html"))
    var report: String?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// A function has two seconds to shut down, as on Lambda.
    var interruptionLimit: Duration { .seconds(4) }

    func validate() throws {
        guard invocations >= 0 else { throw ValidationError("--invocations is a number from 0 on.") }
        guard repetitions >= 1 else { throw ValidationError("--repeat is a number from 1 on.") }
        if let freeze, freeze.duration == nil {
            throw ValidationError("--freeze is a time such as 500ms or 2s, not '\(freeze)'.")
        }
        if let budget, budget < 1 { throw ValidationError("--budget is a number of milliseconds from 1 on.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let targets = try await local.functions(named: functions, in: package, on: host, console: console)
        let action = RehearseAction(
            targets: targets, event: try input.bytes(on: host),
            invocations: invocations,
            repetitions: repetitions, freeze: (freeze ?? (dropIdle.isEmpty ? nil : .standard))?.duration,
            dropIdle: dropIdle, standIn: standIn, budget: budget.map { .milliseconds($0) },
            rules: RehearsalRules(isStrict: strict, allowsFailures: allowFailures), layers: local.layerPaths(on: host),
            isolation: local.isolation ?? .auto,
            report: report.map { host.absolute(FilePath($0)) })
        return try await action.run(on: host, console: console)
    }
}

/// How long the processes are stopped.
///
/// Every text is taken, for the parser drops the value of an option that can also stand alone where it is not.
struct FreezeTime: ExpressibleByArgument, Hashable, CustomStringConvertible {
    static let standard = FreezeTime(argument: "1s")

    /// As it was written.
    let description: String
    /// How long; `nil` where the text is no time.
    let duration: Duration?

    /// Reads `500ms`, `2s`, or a number of seconds.
    init(argument: String) {
        description = argument
        let unit = argument.hasSuffix("ms") ? 1.0 : 1_000
        let suffix = argument.hasSuffix("ms") ? 2 : argument.hasSuffix("s") ? 1 : 0
        guard let value = Double(argument.dropLast(suffix)), value > 0, value * unit <= 3_600_000 else {
            duration = nil
            return
        }
        duration = .milliseconds(max(1, Int((value * unit).rounded())))
    }
}

/// The extension that is played beside the function.
enum StandInChoice: String, ExpressibleByArgument, CaseIterable {
    case insights
    case `internal`
    case none

    var `extension`: StandInExtension? {
        switch self {
        case .insights: .insights
        case .internal: .internal
        case .none: nil
        }
    }
}

extension RelayVariable: ExpressibleByArgument {}
