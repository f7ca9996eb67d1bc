import Archive
import Host
import Model
import SystemPackage

/// The directories of one execution environment on this machine.
struct EnvironmentDirectories: Sendable {
    /// The most files read from an archive or layer, far more than Lambda allows.
    private static let limits = ZipDirectory.Limits(contentBytes: Int64(LambdaLimits.unzippedBytes) * 4)

    /// Contains all the others, except a code directory that the user named.
    let root: FilePath
    /// Becomes `/var/task`.
    let task: FilePath

    /// Becomes `/opt`.
    var opt: FilePath { root.appending("opt") }
    /// Becomes `/tmp`.
    var temporary: FilePath { root.appending("tmp") }
    /// Where a file system as on Lambda is assembled.
    var systemRoot: FilePath { root.appending("root") }

    /// Unpacks code and layers.
    ///
    /// - Throws: `ArchiveError`, `FileError`, `EnvironmentError`, `TemporaryDirectoryError`.
    init(for plan: EnvironmentPlan, files: any FileSystem) throws {
        root = plan.workDirectory
        guard let status = try files.status(of: plan.code, followingLinks: true) else {
            throw EnvironmentError.noCode(plan.code)
        }
        let isDirectory = status.kind == .directory
        task = isDirectory ? plan.code : root.appending("task")
        do {
            try fill(from: plan, isDirectory: isDirectory, files: files)
        } catch let error where Self.isLackOfRoom(error) {
            // The work directory is below the one for temporary files, and is removed before anyone checks the room there.
            throw TemporaryDirectoryError(directory: root.removingLastComponent(), reason: .noSpace)
        }
    }

    private static func isLackOfRoom(_ error: any Error) -> Bool {
        switch error {
        case ArchiveError.system(_, _, let code), ArchiveError.library(_, _, let code): code == Errno.noSpace.rawValue
        case let error as FileError: error.reason == .noSpace
        default: false
        }
    }

    private func fill(from plan: EnvironmentPlan, isDirectory: Bool, files: any FileSystem) throws {
        for directory in [opt, temporary, systemRoot] { try files.makeDirectory(directory) }
        if !isDirectory {
            try files.makeDirectory(task)
            if try isBareProgram(plan.code, files: files) {
                try files.copy(
                    plan.code, to: task.appending(LambdaPaths.bootstrap), permissions: FilePermissions(rawValue: 0o755))
            } else {
                try ArchiveExtractor(into: task.string)
                    .extract(ArchiveReader(path: plan.code.string, limits: Self.limits))
            }
        }
        let layers = ArchiveExtractor(into: opt.string)
        for (index, layer) in plan.layers.enumerated() {
            do {
                switch try files.status(of: layer, followingLinks: true)?.kind {
                case .directory: try layers.copy(treeAt: layer.string)
                case .regular: try layers.extract(ArchiveReader(path: layer.string, limits: Self.limits))
                default: throw EnvironmentError.noLayer(layer)
                }
            } catch ArchiveError.cannotUnpack(_, let entry, let fault)
                where index > 0 && (fault == .belowFile || fault == .overDirectory)
            {
                throw EnvironmentError.layersClash(layer, entry: entry)
            }
        }
    }

    /// The names of the layers' external extensions: the programs in `/opt/extensions`.
    func extensions(files: any FileSystem) throws -> [String] {
        let directory = opt.appending("extensions")
        guard try files.status(of: directory, followingLinks: true)?.kind == .directory else { return [] }
        return try files.names(in: directory).filter { name in
            try files.status(of: directory.appending(name), followingLinks: true)?.kind == .regular
        }
    }
}
