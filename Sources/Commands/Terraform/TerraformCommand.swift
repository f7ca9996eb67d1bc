import ArgumentParser
import Building
import Console
import Host
import Insights
import Model
import Packaging
import Project
import SystemPackage
package import Terraform

/// `swiftlambda terraform`.
struct TerraformCommand: HostedCommand {
    static let configuration = CommandConfiguration(
        commandName: "terraform",
        abstract: "Write Terraform and IAM policies for the functions.",
        discussion: """
            Writes a directory of Terraform files: for each function the function itself, a role, its IAM policies, a \
            log group, and the Lambda Insights layer of its region and architecture. Your own files \
            in the directory are left alone; a generated file that you edited is overwritten only with --force. \
            Example:

              swiftlambda terraform --arch arm64 --region eu-west-1
            """)

    @Argument(help: ArgumentHelp("The functions; by default all.", valueName: "function"))
    var functions: [String] = []

    @Option(help: ArgumentHelp("The architecture; by default this machine's.", valueName: "arch"))
    var arch: Architecture?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An AWS region to deploy to; repeatable.", valueName: "region"))
    var region: [String] = []

    @Option(help: ArgumentHelp("The runtime; by default provided.al2023.", valueName: "runtime"))
    var runtime: LambdaRuntime?

    @Option(help: ArgumentHelp("The AWS account number, for the policies.", valueName: "digits"))
    var account: String?

    @Option(
        help: ArgumentHelp(
            "A complete configuration, the default, or a module for yours to call.", valueName: "layout"))
    var layout: ConfigurationLayout?

    @Option(
        help: ArgumentHelp(
            "Policies in the '.tf' files only, the default, or also as JSON files for reviews and tools.",
            valueName: "form"))
    var policies: PolicyForm?

    @Option(help: ArgumentHelp("Where files go; by default 'terraform' in the package.", valueName: "directory"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The directory that 'package' wrote to; by default .build/swiftlambda.", valueName: "directory"))
    var archives: String?

    @Flag(help: "Write nothing; exit with status 1 if the files differ.")
    var check = false

    @Flag(help: "Overwrite edited and existing files.")
    var force = false

    @OptionGroup var package: PackageOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard !(check && force) else { throw ValidationError("--check writes nothing, so --force has no effect.") }
    }

    func execute(on host: Host, console: CommandConsole) async throws -> CommandResult {
        let settings = try ProjectSettings(
            package.workspace(output: archives, on: host),
            flags: ProjectOverrides(
                architectures: Set([arch].compactMap { $0 }), runtime: runtime,
                regions: try region.map { try Region.named($0, from: .flag("--region")) }, account: account),
            host: host)
        let workspace = settings.workspace
        let sources = try PackageSources(reading: settings, on: host, console: console)
        let known = try await knownDescription(sources)
        let description = try? known.get()
        let project = try await settings.resolve(products: description == nil ? .waived : .required) {
            if let description = try known.get() { return description }
            return try await sources.describe(for: .reading)
        }
        let directory =
            try Setting.terraformOutput.resolve(flag: output, in: host.environment)
            .map { host.absolute(FilePath($0)) } ?? workspace.package.appending("terraform")
        let layout = try Setting.layout.resolve(flag: layout, in: host.environment) ?? .root
        let policies = try Setting.policies.resolve(flag: policies, in: host.environment) ?? .inline
        let selected = try project.select(functions)
        let finder = ArchiveFinder(archives: workspace.output, configuration: directory, files: host.files)
        let configuration = try TerraformConfiguration(
            places: project.places(of: selected), layout: layout,
            archives: try finder.references(for: selected), catalogue: try LayerCatalogue.bundled(),
            policies: policies,
            preparations: try preparations(of: selected, workspace.package, description, on: host))
        let action = TerraformAction(
            directory: directory, files: host.files, layout: layout, warnings: project.warnings(of: selected))
        let outcome =
            check
            ? try action.check(configuration)
            : try action.write(configuration, isSelection: !functions.isEmpty, force: force)
        return outcome.result(relativeTo: host.workingDirectory)
    }
}

extension TerraformCommand {
    /// The package's description without a container, or why there is none.
    ///
    /// If the configuration lists the functions, Terraform files can be written without a package or Swift, with fewer
    /// checks.
    private func knownDescription(
        _ sources: PackageSources
    ) async throws -> Result<PackageDescription?, any Error> {
        do {
            return .success(try await sources.describeWithoutContainer())
        } catch let error as any DiagnosedError {
            return .failure(error)
        }
    }

    /// How functions without an extension layer prepare for SIGTERM, as far as their sources can be read.
    private func preparations(
        of functions: [LambdaFunction], _ package: FilePath, _ description: PackageDescription?, on host: Host
    ) throws -> [String: ShutdownPreparation] {
        guard let description else { return [:] }
        do {
            return try ShutdownReader(host: host, package: package, description: description)
                .preparations(of: functions)
        } catch is any DiagnosedError {
            return [:]
        }
    }
}

extension ConfigurationLayout: ExpressibleByArgument {}
extension PolicyForm: ExpressibleByArgument {}

extension Setting where Value == ConfigurationLayout {
    static let layout = Setting(
        "SWIFTLAMBDA_LAYOUT", expected: "root or module", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}

extension Setting where Value == PolicyForm {
    static let policies = Setting(
        "SWIFTLAMBDA_POLICIES", expected: "inline or json", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
