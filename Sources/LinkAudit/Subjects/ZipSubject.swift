package import Archive

/// An existing archive as a subject of the audit.
package struct ZipSubject: AuditSubject {
    /// The entries of its directory.
    package let entries: [AuditedEntry]
    private let reader: ArchiveReader

    /// Reads the directory of an archive, and the targets of its links.
    package init(_ reader: ArchiveReader) throws {
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

    /// A file's bytes, unzipped.
    package func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] {
        try reader.read(reader.directory.entries[entry.index], limit: limit)
    }
}
