import ArgumentParser
import Console
import Host
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

            With --ci, the package also gets a workflow that packages, rehearses, plans, deploys, promotes and rolls back. \
            Without a name, only the workflow is added to the package in this directory:

              swiftlambda init --ci github
            """)

    @Argument(
        help: ArgumentHelp(
            "The name of the function and its new directory, or a path to that directory, such as . for this one.",
            valueName: "name|path"))
    var name: String?

    @Option(
        help: ArgumentHelp(
            "The template; by default standalone.", valueName: "template"))
    var template: Template?

    @Option(help: ArgumentHelp("The service that the package gets a workflow for.", valueName: "service"))
    var ci: CIService?

    @Option(
        help: ArgumentHelp(
            "Where the package goes or, without a name, is; by default a directory named after the function.",
            valueName: "directory"))
    var directory: String?

    @Option(help: ArgumentHelp("The architecture; by default this machine's.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An AWS region to deploy to; repeatable.", valueName: "region"))
    var region: [String] = []

    @OptionGroup var common: CommonOptions

    static var needsTemporaryFiles: Bool { false }

    func validate() throws {
        guard name == nil else { return }
        guard ci != nil else { throw ValidationError("Missing expected argument '<name|path>'") }
        guard template == nil else { throw ValidationError("--template needs the name of a new function.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let regions = try region.map { try Region.known($0, from: .flag("--region")) }
        guard let name else { return try await addWorkflow(regions, on: host, console: console) }
        let place = try place(named: name, on: host)
        let architecture = try Architecture.wanted(arch, on: host)
        let plan = PackagePlan(
            template: try Setting.template.resolve(flag: template, in: host.environment) ?? .standalone,
            names: place.names, architecture: architecture,
            regions: try Setting.regions.resolve(
                flag: regions.isEmpty ? nil : regions, in: host.environment) ?? [])
        var files = try plan.files()
        var setup: CISetup?
        if let ci {
            let pipeline = CIPlan(
                service: ci, route: .approved(CIPlan.Target(region: plan.regions.first)),
                builds: [CIPlan.Build(architecture: architecture)])
            files = (files + [try pipeline.file()]).sorted { $0.path < $1.path }
            setup = try CISetup(pipeline, in: place.directory, hasArtifacts: false, on: host)
        }
        try PackageWriter(files: host.files).write(files, to: place.directory)
        return InitReport(plan: plan, files: files.map(\.path), directory: place.directory, ci: setup)
            .result(base: host.workingDirectory)
    }

    /// Adds the workflow to a package that exists.
    private func addWorkflow(
        _ regions: [Region], on host: Host, console: CommandConsole
    ) async throws -> CommandResult {
        guard let ci else { throw ValidationError("Missing expected argument '<name|path>'") }
        let settings = try ProjectSettings(
            Workspace(packagePath: directory, on: host),
            flags: ProjectOverrides(architectures: Set([arch].compactMap { $0 }), regions: regions), host: host)
        return try await CIAction(service: ci, settings: settings, host: host, console: console).run()
    }

    /// The package's directory and the function's names.
    private func place(named name: String, on host: Host) throws -> (directory: FilePath, names: FunctionNames) {
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

extension Template: ExpressibleByArgument {}
extension CIService: ExpressibleByArgument {}

extension Setting where Value == Template {
    static let template = Setting(
        "SWIFTLAMBDA_TEMPLATE", expected: "standalone, aws-runtime or postgres",
        known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
