import Console
import Host
import Model
import Packaging
import Project
import Scaffolding
import SystemPackage

/// Adds a file of continuous integration to a package.
struct CIAction {
    let service: CIService
    let settings: ProjectSettings
    let host: Host
    let console: CommandConsole

    /// Writes the file, unless it exists.
    ///
    /// - Throws: `ChangedCIFile` if another one exists; `DiagnosedError` if the project cannot be read.
    func run() async throws -> CommandResult {
        let package = settings.workspace.package
        let sources = try PackageSources(reading: settings, on: host, console: console)
        let project = try await settings.resolve(products: .waived) {
            do {
                return try await sources.describe(for: .reading)
            } catch let error as PackageError {
                throw UnreadablePackage(cause: error)
            }
        }
        let plan = CIPlan(service: service, project: project)
        let file = try plan.file()
        let setup = try CISetup(plan, in: package, hasArtifacts: project.artifacts != nil, on: host)
        do {
            try PackageWriter(files: host.files).write([file], to: package)
        } catch let error as OccupiedPlace where !error.paths.isEmpty {
            throw ChangedCIFile(
                path: package.appending(FilePath(file.path).components).shown(from: host.workingDirectory))
        }
        return result(plan, file: file.path, setup: setup, warnings: project.warnings(of: project.functions))
    }

    private struct Payload: Encodable, Sendable {
        var directory: String
        var service: CIService
        var files: [String]
        var architectures: [Architecture]
        var deployed: String
        var promoted: String?
        var nextCommands: [String]
        var diagnostics: [Diagnostic]
    }

    private func result(_ plan: CIPlan, file: String, setup: CISetup, warnings: [Diagnostic]) -> CommandResult {
        let directory = settings.workspace.package
        let diagnostics = [setup.note] + setup.warnings + warnings
        let shown = directory.appending(FilePath(file).components).shown(from: host.workingDirectory)
        return CommandResult(
            text: printable(shown) + "\n",
            payload: Payload(
                directory: directory.string, service: service, files: [file],
                architectures: plan.builds.map(\.architecture), deployed: plan.deployed.environment,
                promoted: plan.isPromoted ? plan.released.environment : nil, nextCommands: setup.commands,
                diagnostics: diagnostics),
            diagnostics: diagnostics)
    }
}

/// A package that cannot be described, where the option that names it is `--directory`.
struct UnreadablePackage: DiagnosedError, Hashable {
    let cause: PackageError

    var diagnostics: [Diagnostic] {
        cause.diagnostics.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.hints = diagnostic.hints.map { $0.replacing("--package-path", with: "--directory") }
            return diagnostic
        }
    }

    var exitStatus: ExitStatus { cause.exitStatus }
}

extension CIPlan {
    /// Plans for the stages, regions and architectures of a project.
    init(service: CIService, project: ResolvedProject) {
        var targets: [Target] = []
        for placed in project.places where !targets.contains(where: { $0.stage == placed.place.stage }) {
            targets.append(Target(stage: placed.place.stage, region: placed.place.region, account: placed.account))
        }
        let names = Dictionary(grouping: project.functions, by: \.architecture).mapValues { $0.map(\.name) }
        self.init(
            service: service, route: Self.route(through: targets, protected: project.protectedStages),
            builds: names.keys.sorted().map { architecture in
                Build(architecture: architecture, functions: names.count > 1 ? names[architecture] ?? [] : [])
            }, tool: project.deploy.tool ?? .terraform)
    }
}
