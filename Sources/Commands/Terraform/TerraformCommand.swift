import ArgumentParser
import Building
import Console
import Host
import Insights
import Model
import Packaging
import Project
import SystemPackage
import Terraform

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
            "A complete configuration, the default; a module for yours to call; or the bucket that 'artifacts' names.",
            valueName: "layout"))
    var layout: TerraformLayout?

    @Option(
        help: ArgumentHelp(
            "Policies in the '.tf' files only, the default, or also as JSON files for reviews and tools.",
            valueName: "form"))
    var policies: PolicyForm?

    @Option(
        help: ArgumentHelp(
            "Where files go; by default 'terraform' in the package, or 'terraform-bootstrap' for the bucket.",
            valueName: "directory"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "The directory that 'package' wrote to; by default .build/swiftlambda.", valueName: "directory"))
    var archives: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A function that exists already, for Terraform to take over; repeatable.", valueName: "function"))
    var adopt: [String] = []

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
        guard let layout = (try Setting.layout.resolve(flag: layout, in: host.environment) ?? .root).functions else {
            return try bootstrap(settings, on: host)
        }
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
        let policies = try Setting.policies.resolve(flag: policies, in: host.environment) ?? .inline
        let selected = try project.select(functions)
        let finder = ArchiveFinder(archives: workspace.output, configuration: directory, files: host.files)
        let archives = try finder.references(for: selected)
        let lock = try LockFile.load(package: workspace.package, host: host)
        let configuration = try TerraformConfiguration(
            places: project.places(of: selected), layout: layout, archives: archives, artifacts: project.artifacts,
            adopting: Set(try adopt.isEmpty ? [] : project.select(adopt).map(\.name)),
            catalogue: try LayerCatalogue.bundled(), locked: lock?.layers ?? [:], policies: policies,
            preparations: try preparations(of: selected, workspace.package, description, on: host))
        let action = TerraformAction(
            directory: directory, files: host.files, layout: layout, planOptions: planOptions(of: project),
            warnings: try project.warnings(of: selected) + unusedArtifacts(project, directory, on: host),
            artifacts: try project.artifacts.map { store in
                try ArtifactUpdate(
                    store, of: selected, project: Set(project.functions.map(\.name)), regions: project.regions,
                    archives: archives, finder: finder, from: host.workingDirectory)
            },
            lock: LockUpdate(
                lock, layers: configuration.layers, package: workspace.package, directory: directory))
        let outcome =
            check
            ? try action.check(configuration)
            : try action.write(configuration, isSelection: !functions.isEmpty, force: force)
        return outcome.result(relativeTo: host.workingDirectory)
    }
}

extension TerraformCommand {
    /// What `terraform plan` would ask for.
    private func planOptions(of project: ResolvedProject) -> [String] {
        guard let first = project.places.first?.place else { return [] }
        let stages = Set(project.places.map(\.place.stage))
        let regions = Set(project.places.map(\.place.region))
        let stage = stages.count > 1 ? first.stage.map { "-var=stage=\($0)" } : nil
        let region = regions.count > 1 ? first.region.map { "-var=region=\($0)" } : nil
        return [stage, region].compactMap { $0 }
    }

    /// Writes the configuration of the bucket for artifacts.
    private func bootstrap(_ settings: ProjectSettings, on host: Host) throws -> CommandResult {
        guard let artifacts = settings.artifacts else { throw BootstrapError.noArtifacts }
        guard functions.isEmpty, adopt.isEmpty else { throw BootstrapError.functions(functions + adopt) }
        // SWIFTLAMBDA_TERRAFORM_OUTPUT is the directory of the functions' configuration.
        let directory =
            output.map { host.absolute(FilePath($0)) } ?? settings.workspace.package.appending("terraform-bootstrap")
        let action = TerraformAction(directory: directory, files: host.files)
        let configuration = try TerraformConfiguration(bucketOf: artifacts, regions: settings.regions)
        let outcome =
            check
            ? try action.check(configuration) : try action.write(configuration, isSelection: false, force: force)
        return outcome.result(relativeTo: host.workingDirectory)
    }

    /// A warning about a list of artifacts that nothing reads.
    private func unusedArtifacts(
        _ project: ResolvedProject, _ directory: FilePath, on host: Host
    ) throws -> [Diagnostic] {
        let path = directory.appending(ArtifactList.fileName)
        guard project.artifacts == nil, try host.files.status(of: path, followingLinks: true) != nil else { return [] }
        let shown = path.shown(from: host.workingDirectory)
        return [
            .warning(
                "terraform.artifacts-unused", "'\(shown)' is not used, since swiftlambda.yaml has no `artifacts`",
                explanation:
                    "The functions get their code from the archives on this machine, and Terraform warns about "
                    + "a variable that nothing declares.",
                hints: ["add `artifacts: { bucket: NAME }`", "rm \(shellQuoted(path: shown))"])
        ]
    }

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

extension PolicyForm: ExpressibleByArgument {}

extension Setting where Value == PolicyForm {
    static let policies = Setting(
        "SWIFTLAMBDA_POLICIES", expected: "inline or json", known: Value.allCases.map(\.rawValue)
    ) { Value(rawValue: $0) }
}
