package import ArgumentParser
import Console
package import Host
import LibC
import LocalEnvironment
package import Model

/// The command `swiftlambda` and its subcommands.
package struct SwiftLambda: ParsableCommand {
    /// The version of this program.
    package static let version = ToolVersion.current

    /// The root command's help.
    package static let configuration = CommandConfiguration(
        commandName: "swiftlambda",
        abstract: "Take a Swift package to AWS Lambda.",
        discussion: """
            Builds the functions of a Swift package, proves that they will start on Lambda, zips them reproducibly, \
            and writes Terraform and IAM policies that connect each to CloudWatch Lambda Insights.

            Start with a new package, or in the directory of an existing one:

              swiftlambda init orders-api
              swiftlambda package
              swiftlambda terraform --region eu-west-1

            Most options also have an environment variable, such as SWIFTLAMBDA_ARCH for --arch; precedence is \
            flag, environment variable, swiftlambda.yaml, default.
            """,
        version: version,
        subcommands: [
            InitCommand.self, PackageCommand.self, InspectCommand.self, VerifyCommand.self, InsightsCommand.self,
            TerraformCommand.self, LockCommand.self, DeployCommand.self,
            PromoteCommand.self, RollbackCommand.self, VersionsCommand.self, PushCommand.self, LogsCommand.self,
            RunCommand.self, InvokeCommand.self, RehearseCommand.self,
            SDKCommand.self,
            ExplainCommand.self,
        ]
    )

    /// Creates the command, for the parser.
    package init() {}

    /// Starts and supervises a program of an execution environment, if this process was started to do so.
    ///
    /// - Returns: only if it was not.
    package static func superviseProgram() {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.first == SupervisedStart.mark else { return }
        exitProcess(SupervisedStart.run(arguments: Array(arguments.dropFirst())))
    }

    /// The narrowest terminal that help is wrapped for, in columns.
    static let narrowest = 40

    /// Runs the program with the process's arguments, then ends the process.
    @MainActor
    package static func main() async {
        do {
            NarrowTerminal.widen(to: narrowest)
            try ResourceLimits.raiseOpenFiles()
            let host = try Host.live()
            let temporaries = SwiftTemporaries(host)
            let status = await run(Array(CommandLine.arguments.dropFirst()), on: temporaries.host(host))
            temporaries.remove()
            // After an interruption, do not wait for a reader that has stopped reading.
            let isInterrupted = status == .interrupted || status == .terminated
            host.standardError.flush(within: isInterrupted ? .milliseconds(500) : nil)
            endProcess(status)
        } catch {
            // Without a working directory there is not even a host to report through.
            endProcess(report(error))
        }
    }

    /// Reports why there is no host; if that cannot be written, the exit status still says so.
    private static func report(_ error: any Error) -> ExitStatus {
        guard let error = error as? any DiagnosedError else { return .internalFault }
        let renderer = DiagnosticRenderer(styles: StyleSheet(isColored: false))
        try? StandardStream.error.write(renderer.rendered(error.diagnostics))
        return error.exitStatus
    }

    /// Runs one command line to its end.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: the status to end the process with.
    @MainActor
    package static func run(_ arguments: [String], on host: Host) async -> ExitStatus {
        do {
            var command = try parseAsRoot(BuildOptions.expanded(arguments))
            if let command = command as? any ImmediateCommand { return command.perform(on: host) }
            if let command = command as? any HostedCommand {
                do {
                    // Before the first thread is needed: libdispatch would wait for it forever.
                    try ResourceLimits.checkThreads()
                } catch {
                    return report(error)
                }
                return await command.perform(on: host)
            }
            // Only `help` and commands that group others are left; both end by requesting help.
            try command.run()
            return .success
        } catch {
            return report(error, arguments: arguments, on: host)
        }
    }

    /// Shows help, or reports what is wrong with the command line.
    private static func report(_ error: any Error, arguments: [String], on host: Host) -> ExitStatus {
        let isHelp = exitCode(for: error).isSuccess
        do {
            if !isHelp, asksForJSON(arguments, environment: host.environment) {
                let list = DiagnosticList([.error("usage.wrong-arguments", message(for: error))])
                try host.standardOutput.write(try jsonResult(list))
            }
            if isHelp {
                try host.standardOutput.write(fullMessage(for: error) + "\n")
            } else {
                try host.standardError.write(usageText(for: error, arguments: arguments) + "\n")
            }
        } catch let error as FileError {
            return error.exitStatus
        } catch {
            return .internalFault
        }
        return isHelp ? .success : .usage
    }

    /// The parser's message in the form of every other error, with a hint if it took a value for an option.
    private static func usageText(for error: any Error, arguments: [String]) -> String {
        var text = fullMessage(for: error)
        if text.hasPrefix("Error: ") { text = "error: " + text.dropFirst("Error: ".count) }
        if let hint = misspeltCommandHint(message: message(for: error)) { return text + "\n\nhint: \(hint)" }
        let repair = DashedValueRepair(message: message(for: error), arguments: arguments)
        // A hint that fails too would be worse than none.
        guard let repair, (try? parseAsRoot(repair.arguments)) != nil else { return text }
        guard BuildOptions.expanded(repair.arguments) == repair.arguments else {
            return text
                + "\n\nhint: if '\(printable(repair.value))' is a function, name none to build all of them; "
                + "arguments after '--' go to swift build"
        }
        return text + "\n\nhint: if '\(printable(repair.value))' is a value: \(repair.commandLine)"
    }

    /// A suggestion for a misspelt command, which the parser reports as an unexpected argument.
    private static func misspeltCommandHint(message: String) -> String? {
        guard let word = message.firstMatch(of: /^Unexpected argument '([^']*)'/)?.1 else { return nil }
        let names = configuration.subcommands.compactMap { $0.configuration.commandName }
        return nearestName(to: String(word), among: names).map { "did you mean 'swiftlambda \($0)'?" }
    }

    /// Whether JSON was requested, as far as an invalid command line shows.
    private static func asksForJSON(_ arguments: [String], environment: [String: String]) -> Bool {
        if arguments.contains("--format=json") { return true }
        guard let index = arguments.lastIndex(of: "--format") else {
            return environment["SWIFTLAMBDA_FORMAT"] == OutputFormat.json.rawValue
        }
        return arguments[(index + 1)...].first == OutputFormat.json.rawValue
    }
}

/// Ends the process; inside the command, its own `exit` hides the C function.
private func endProcess(_ status: ExitStatus) -> Never {
    exitProcess(status.rawValue)
}

private func exitProcess(_ status: Int32) -> Never {
    exit(status)
}
