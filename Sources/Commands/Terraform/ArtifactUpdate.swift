import Host
import Model
import SystemPackage
import Terraform

/// The list of artifacts in a configuration's directory, as it is and as it will be.
struct ArtifactUpdate {
    /// The file; `nil` if there is none, and nothing to write.
    let entry: ConfigurationUpdate.Entry?
    /// The archives that the former list did not have.
    let uploads: [ArtifactUpload]
    /// Warnings about functions without an artifact.
    let warnings: [Diagnostic]

    /// Creates an update that sends nothing.
    init(entry: ConfigurationUpdate.Entry, warnings: [Diagnostic]) {
        self.entry = entry
        uploads = []
        self.warnings = warnings
    }

    /// Reads the list and compares it with the archives on this machine.
    ///
    /// - Parameters:
    ///   - functions: the functions of the configuration.
    ///   - project: the names of all functions of the project.
    ///   - base: the directory from which the user types paths.
    init(
        _ store: ArtifactStore, of functions: [LambdaFunction], project: Set<String>, regions: [Region],
        archives: [String: ArchiveReference], finder: ArchiveFinder, from base: FilePath
    ) throws {
        let path = finder.configuration.appending(ArtifactList.fileName)
        let json: [UInt8]? =
            try finder.files.status(of: path, followingLinks: true) == nil
            ? nil : try finder.files.read(path, limit: 64 << 20)
        let former = try json.map { try ArtifactList(json: $0, file: path.shown(from: base)) } ?? ArtifactList()
        let list = former.updated(store: store, archives: archives, project: project)
        entry = json == nil && list.entries.isEmpty ? nil : try list.fileEntry(replacing: json)
        uploads = functions.flatMap { function -> [ArtifactUpload] in
            guard let entry = list.entries[function.name], former.entries[function.name]?.key != entry.key else {
                return []
            }
            return ArtifactUpload.uploads(
                of: function.name, archive: finder.archive(of: function).shown(from: base), entry: entry, store: store,
                regions: regions)
        }
        warnings = list.warnings(of: functions)
    }
}
