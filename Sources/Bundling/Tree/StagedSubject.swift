import Host
import LinkAudit

/// A staged tree as a subject of the audit, with the modes of the archive.
struct StagedSubject: AuditSubject {
    let entries: [AuditedEntry]
    private let tree: StagedTree
    private let files: any FileSystem
    private let replacements: [String: [UInt8]]

    /// - Parameter replacing: bytes that replace those on disk, by path in the archive.
    init(_ tree: StagedTree, files: any FileSystem, replacing replacements: [String: [UInt8]] = [:]) {
        self.tree = tree
        self.files = files
        self.replacements = replacements
        entries = tree.entries.enumerated().map { index, entry in
            switch entry.content {
            case .file(_, let status):
                AuditedEntry(
                    path: entry.path, kind: .file, permissions: entry.isExecutable ? 0o755 : 0o644,
                    sizeBytes: status.size, index: index)
            case .link(let target):
                AuditedEntry(
                    path: entry.path, kind: .link(target: target), permissions: 0o777, sizeBytes: 0, index: index)
            case .emptyDirectory:
                AuditedEntry(path: entry.path, kind: .directory, permissions: 0o755, sizeBytes: 0, index: index)
            }
        }
    }

    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] {
        if let bytes = replacements[entry.path] { return bytes }
        guard case .file(let path, _) = tree.entries[entry.index].content else { return [] }
        return try files.read(path, limit: limit)
    }
}
