import ArgumentParser
import Console
import Host
import Insights
import Model
import Project
package import Scaffolding
import SystemPackage

/// `swiftlambda init`.
struct InitCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new package with a function.",
        discussion: """
            The package builds, packages and shuts down gracefully without changes; its settings are in \
            swiftlambda.yaml. Existing files are never overwritten, and an interrupted run can be repeated. Templates:

              standalone   needs only the Swift toolchain
              aws-runtime  uses the official Swift runtime and Service Lifecycle
              postgres     keeps a connection to PostgreSQL

            Examples:

              swiftlambda init orders-api --template postgres
              swiftlambda init .
            """)

    @Argument(
        help: ArgumentHelp(
            "The name of the function and its new directory, or a path to that directory, such as . for this one.",
            valueName: "name|path"))
    var name: String

    @Option(
        help: ArgumentHelp(
            "The template; by default standalone.", valueName: "template"))
    var template: Template?

    @Option(
        help: ArgumentHelp(
            "Where the package goes; by default a directory named after the function.", valueName: "directory"))
    var directory: String?

    @Option(help: ArgumentHelp("The architecture; by default this machine's.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An AWS region to deploy to; repeatable.", valueName: "region"))
    var region: [String] = []

    @OptionGroup var common: CommonOptions

    static var needsTemporaryFiles: Bool { false }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let place = try place(on: host)
        let regions = try region.map { try Region.known($0, from: .flag("--region")) }
        let architecture = try Architecture.wanted(arch, on: host)
        let plan = PackagePlan(
            template: try Setting.template.resolve(flag: template, in: host.environment) ?? .standalone,
            names: place.names, architecture: architecture,
            regions: try Setting.regions.resolve(
                flag: regions.isEmpty ? nil : regions, in: host.environment) ?? [])
        let files = try plan.files()
        try PackageWriter(files: host.files).write(files, to: place.directory)
        return InitReport(plan: plan, files: files.map(\.path), directory: place.directory)
            .result(base: host.workingDirectory)
    }

    /// The package's directory and the function's names.
    private func place(on host: Host) throws -> (directory: FilePath, names: FunctionNames) {
        let isPath = name.contains("/") || name == "." || name == ".."
        if let directory {
            return (host.absolute(FilePath(directory)), try FunctionNames(function: name))
        }
        guard isPath else {
            let names = try FunctionNames(function: name)
            return (host.absolute(FilePath(name)), names)
        }
        let directory = host.absolute(FilePath(name))
        do {
            return (directory, try FunctionNames(function: directory.lastComponent?.string ?? ""))
        } catch {
            throw UnnamedDirectory(directory: directory, cause: error)
        }
    }
}

/// A directory whose name cannot be a function's name.
struct UnnamedDirectory: DiagnosedError, Hashable {
    let directory: FilePath
    let cause: NameError

    var diagnostics: [Diagnostic] {
        cause.diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.hints = diagnostic.hints.map { "\($0) --directory \(shellQuoted(directory.string))" }
            return diagnostic
        }
    }

    var exitStatus: ExitStatus { cause.exitStatus }
}

/// A new package, as text and as JSON.
struct InitReport {
    let plan: PackagePlan
    let files: [String]
    let directory: FilePath

    private struct Payload: Encodable, Sendable {
        var directory: String
        var template: Template
        var function: String
        var product: String
        var architecture: Architecture
        var regions: [String]
        var files: [String]
        var nextCommands: [String]
        var diagnostics: [Diagnostic]
    }

    func result(base: FilePath) -> CommandResult {
        let place = directory.shown(from: base)
        let commands =
            (place == "." ? [] : ["cd \(shellQuoted(path: place))"])
            + ["swift test", "swiftlambda package", "swiftlambda rehearse"]
        let note = Diagnostic(
            .note, "init.created",
            "\(plan.names.function) is the product \(plan.names.module), from the template \(plan.template.rawValue)",
            hints: commands)
        let prefix = place == "." ? "" : place + (place.hasSuffix("/") ? "" : "/")
        return CommandResult(
            text: files.map { printable(prefix + $0) + "\n" }.joined(),
            payload: Payload(
                directory: directory.string, template: plan.template, function: plan.names.function,
                product: plan.names.module, architecture: plan.architecture, regions: plan.regions.map(\.name),
                files: files, nextCommands: commands, diagnostics: [note]),
            diagnostics: [note])
    }
}

extension Template: ExpressibleByArgument {}

extension Setting where Value == Template {
    static let template = Setting(
        "SWIFTLAMBDA_TEMPLATE", expected: "standalone, aws-runtime or postgres",
        known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
