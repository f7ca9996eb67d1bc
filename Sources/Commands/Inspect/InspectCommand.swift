import ArgumentParser
import Console
import Host
import LinkAudit
import Model
import Packaging
import Project

/// `swiftlambda inspect`.
struct InspectCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Audit a function, a zip or an ELF file, and show where its bytes go.",
        discussion: """
            Checks whether Lambda would deploy and start the file, no matter which tool made it. Exits with status 1 \
            if it would not. Examples:

              swiftlambda inspect orders
              swiftlambda inspect Downloads/function.zip
            """)

    @Argument(
        help: ArgumentHelp(
            "A packaged function, or the path of an archive or binary.", valueName: "function|path"))
    var subject: String

    @Option(help: ArgumentHelp("The expected architecture; by default the file's own.", valueName: "arch"))
    var arch: Architecture?

    @Option(help: ArgumentHelp("The runtime it must start on; by default provided.al2023.", valueName: "runtime"))
    var runtime: LambdaRuntime?

    @Option(help: ArgumentHelp("Rows in each table.", valueName: "count"))
    var top = 10

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard top > 0 else { throw ValidationError("--top must be at least 1.") }
    }

    static var needsTemporaryFiles: Bool { false }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let expectation = AuditExpectation(
            architecture: try Setting.architecture.resolve(flag: arch, in: host.environment),
            runtime: try Setting.runtime.resolve(flag: runtime, in: host.environment) ?? .providedAL2023)
        let inspection = try Inspector(host: host, expectation: expectation)
            .inspect(
                try await ArchiveArgument(subject, architecture: arch, workspace: try package.workspace(on: host))
                    .file(on: host, console: console))
        return CommandResult(
            status: inspection.diagnostics.hasErrors ? .unsatisfied : .success,
            text: InspectionReport(inspection, rows: top).rendered(on: console), payload: inspection,
            diagnostics: inspection.diagnostics)
    }
}
