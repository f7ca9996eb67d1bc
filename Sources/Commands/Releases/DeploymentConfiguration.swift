import Host
import Insights
import Model
import Project
import SystemPackage
import Terraform

/// Terraform's files of a project, as a deployment writes them.
struct DeploymentConfiguration {
    let settings: ProjectSettings
    let project: ResolvedProject
    /// The directory of the files.
    let directory: FilePath
    let host: Host

    /// Finds the directory.
    init(_ settings: ProjectSettings, _ project: ResolvedProject, on host: Host) throws {
        self.settings = settings
        self.project = project
        self.host = host
        directory =
            try Setting.terraformOutput.resolve(flag: nil, in: host.environment).map { host.absolute(FilePath($0)) }
            ?? settings.workspace.package.appending("terraform")
    }

    /// Writes what is missing or outdated, and a list of artifacts with the given entries.
    ///
    /// - Parameter entries: the artifacts of functions; the list keeps those of others.
    /// - Returns: the warnings of the configuration.
    /// - Throws: `TerraformError`, also if a generated file was edited; `ArtifactListError`; `FileError`.
    func write(_ entries: [String: ArtifactList.Entry], store: ArtifactStore) throws -> [Diagnostic] {
        let functions = project.functions
        let finder = ArchiveFinder(
            archives: settings.workspace.output, configuration: directory, files: host.files)
        let lock = try LockFile.load(package: settings.workspace.package, host: host)
        let configuration = try TerraformConfiguration(
            places: project.places, layout: .root, archives: try finder.references(for: functions), artifacts: store,
            adopting: [], catalogue: try LayerCatalogue.bundled(), locked: lock?.layers ?? [:],
            policies: try policies(), preparations: [:])
        let action = TerraformAction(
            directory: directory, files: host.files, artifacts: try list(entries),
            lock: LockUpdate(
                lock, layers: configuration.layers, package: settings.workspace.package, directory: directory))
        let outcome = try action.write(configuration, isSelection: false, force: false)
        return outcome.diagnostics
    }

    /// JSON files of policies stay, if there are any.
    private func policies() throws -> PolicyForm {
        if let policies = try Setting.policies.resolve(flag: nil, in: host.environment) { return policies }
        let files = directory.appending("policies")
        return try host.files.status(of: files, followingLinks: true) == nil ? .inline : .json
    }

    private func list(_ entries: [String: ArtifactList.Entry]) throws -> ArtifactUpdate {
        let path = directory.appending(ArtifactList.fileName)
        let json =
            try host.files.status(of: path, followingLinks: true) == nil
            ? nil : try host.files.read(path, limit: 64 << 20)
        var list =
            try json.map { try ArtifactList(json: $0, file: path.shown(from: host.workingDirectory)) }
            ?? ArtifactList()
        let names = Set(project.functions.map(\.name))
        list.entries = list.entries.filter { names.contains($0.key) }.merging(entries) { $1 }
        return ArtifactUpdate(
            entry: try list.fileEntry(replacing: json), warnings: list.warnings(of: project.functions))
    }
}
