public import ArgumentParser
import Console
public import Host
public import Model

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The command `swiftlambda` and its subcommands.
public struct SwiftLambda: ParsableCommand {
    /// The version of this program.
    public static let version = "0.1.0"

    /// What `--help` says.
    public static let configuration = CommandConfiguration(
        commandName: "swiftlambda",
        abstract: "Take a Swift package to AWS Lambda.",
        discussion: """
            Builds the functions of a Swift package, proves that they will start on Lambda, zips them reproducibly, \
            and writes Terraform and IAM policies that wire each to CloudWatch Lambda Insights.

            Start in a package's directory:

              swiftlambda package
              swiftlambda terraform --region eu-west-1

            Every option also has an environment variable, such as SWIFTLAMBDA_ARCH for --arch; precedence is \
            flag, environment variable, swiftlambda.yaml, default.
            """,
        version: version,
        subcommands: [
            PackageCommand.self, InspectCommand.self, InsightsCommand.self, TerraformCommand.self, SDKCommand.self,
        ]
    )

    /// Creates the command; the parser does.
    public init() {}

    /// Runs the program with the process's arguments and ends it.
    public static func main() async {
        do {
            let host = try Host.live()
            let status = await run(Array(CommandLine.arguments.dropFirst()), on: host)
            endProcess(status)
        } catch {
            // Without a working directory there is not even a host to report through.
            print(error.diagnostics.map { "error: \($0.summary)" }.joined(separator: "\n"))
            endProcess(error.exitStatus)
        }
    }

    /// Runs one command line to its end.
    ///
    /// - Parameter arguments: without the program's name.
    /// - Returns: the status to end the process with.
    public static func run(_ arguments: [String], on host: Host) async -> ExitStatus {
        do {
            var command = try parseAsRoot(arguments)
            if let command = command as? any HostedCommand { return await command.perform(on: host) }
            // What is left are `help` and commands that only group others, which end by asking for their help.
            try command.run()
            return .success
        } catch {
            return report(parsing: error, on: host)
        }
    }

    private static func report(parsing error: any Error, on host: Host) -> ExitStatus {
        let isHelp = exitCode(for: error).isSuccess
        let sink = isHelp ? host.standardOutput : host.standardError
        do {
            try sink.write(fullMessage(for: error) + "\n")
        } catch {
            return error.exitStatus
        }
        return isHelp ? .success : .usage
    }
}

/// Ends the process; inside the command, its own `exit` hides the C function.
private func endProcess(_ status: ExitStatus) -> Never {
    exit(status.rawValue)
}
