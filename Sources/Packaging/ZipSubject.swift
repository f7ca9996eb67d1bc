import Archive
import Model

/// An archive from anywhere as the audit sees it.
struct ZipSubject: AuditSubject {
    let entries: [AuditedEntry]
    private let reader: ArchiveReader

    init(_ reader: ArchiveReader) throws {
        self.reader = reader
        entries = try reader.directory.entries.enumerated().map { index, entry in
            let kind: AuditedEntry.Kind =
                switch entry.kind {
                case .file: .file
                case .directory: .directory
                case .symbolicLink: .link(target: try reader.linkTarget(of: entry))
                case .other: .other
                }
            return AuditedEntry(
                path: entry.path, kind: kind, permissions: entry.permissions, sizeBytes: entry.size, index: index)
        }
    }

    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] {
        try reader.read(reader.directory.entries[entry.index], limit: limit)
    }
}

/// A file on its own as the audit sees it.
struct LoneFileSubject: AuditSubject {
    let entries: [AuditedEntry]
    private let content: [UInt8]

    init(name: String, bytes: [UInt8], permissions: UInt16) {
        entries = [
            AuditedEntry(path: name, kind: .file, permissions: permissions, sizeBytes: Int64(bytes.count), index: 0)
        ]
        content = bytes
    }

    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] { content }
}
