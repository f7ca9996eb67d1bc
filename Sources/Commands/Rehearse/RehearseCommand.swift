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
        abstract: "Run functions through Init, invocations and Shutdown, and judge their shutdown.",
        discussion: """
            Starts (Init), invokes and shuts down packaged functions on this machine as Lambda would, and measures \
            the time from SIGTERM to exit. Exits with status 0 only if every event succeeded and every repetition was \
            graceful: the function exited with status 0 within the time that Lambda documents, or it has no SIGTERM \
            handler and left nothing open for one to close. Example:

              swiftlambda rehearse orders --invocations 3 --repeat 5 --report rehearsal.html
            """)

    @Argument(
        help: ArgumentHelp(
            "Packaged functions, or paths of a zip, its unpacked content or a bootstrap; by default all functions.",
            valueName: "function|path"))
    var functions: [String] = []

    @Option(help: ArgumentHelp("Invocations in each repetition.", valueName: "count"))
    var invocations = 3

    @Option(name: .customLong("repeat"), help: ArgumentHelp("Number of repetitions.", valueName: "count"))
    var repetitions = 1

    @Option(
        defaultAsFlag: FreezeTime.standard, parsing: .next,
        help: ArgumentHelp(
            "Freeze the processes between events, as Lambda does, for a time such as 500ms or 2s.", valueName: "time"))
    var freeze: FreezeTime? = nil

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A variable with an address, or HOST:PORT variables; idle connections to it are dropped during the freeze.",
            valueName: "variable"))
    var dropIdle: [RelayVariable] = []

    @Option(
        name: .customLong("extension"),
        help: ArgumentHelp(
            "The extension beside the function; by default as the function is configured.",
            valueName: "extension"))
    var standIn: StandInChoice?

    @Option(help: ArgumentHelp("Time allowed for the shutdown; by default Lambda's.", valueName: "ms"))
    var budget: Int?

    @OptionGroup var input: EventOptions

    @Flag(help: "Ignore failed events, and judge only the shutdown.")
    var allowFailures = false

    @Flag(help: "Fail a function without a SIGTERM handler even if it left nothing open.")
    var strict = false

    @OptionGroup var local: LocalFunctionOptions

    @Option(help: ArgumentHelp("Write a report as one HTML page.", valueName: "path"))
    var report: String?

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    /// A function has two seconds to shut down, as on Lambda.
    var interruptionLimit: Duration { .seconds(4) }

    func validate() throws {
        guard invocations >= 0 else { throw ValidationError("--invocations must be at least 0.") }
        guard repetitions >= 1 else { throw ValidationError("--repeat must be at least 1.") }
        if let freeze, freeze.duration == nil {
            throw ValidationError("--freeze must be a time such as 500ms or 2s, not '\(freeze)'.")
        }
        if let budget, budget < 1 { throw ValidationError("--budget must be at least 1 millisecond.") }
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

/// How long the processes are frozen.
///
/// Accepts every text: the parser would drop an invalid value of an option that can also stand alone.
struct FreezeTime: ExpressibleByArgument, Hashable, CustomStringConvertible {
    static let standard = FreezeTime(argument: "1s")

    /// The text as written.
    let description: String
    /// The time; `nil` if the text is not a time.
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

/// The extension that is simulated beside the function.
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
