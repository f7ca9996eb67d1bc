/// Writes zip archives whose bytes depend only on the entries and the compression level.
///
/// Entries are sorted, times and owners fixed, modes reduced to 0755 and 0644. Content streams through a fixed
/// buffer, so memory does not grow with it.
package struct ArchiveWriter: Sendable {
    /// The compression level.
    package var level: CompressionLevel

    /// Creates a writer.
    package init(level: CompressionLevel) {
        self.level = level
    }

    /// Writes an archive to a temporary file.
    ///
    /// The caller passes a path next to the archive's final one, and renames the file afterwards. Previous content is
    /// lost, links are not followed, and a failure removes it.
    ///
    /// - Parameters:
    ///   - entries: the content, in any order.
    ///   - path: the absolute path of the file.
    ///   - observer: sees the bytes as they pass, and may stop the work.
    /// - Returns: the content of the finished file, read back from it.
    /// - Throws: `ArchiveError`; `CancellationError` if the observer stops the work.
    @discardableResult
    package func write(
        _ entries: [ArchiveEntry], to path: String, observer: ArchiveObserver = ArchiveObserver()
    ) throws -> ArchiveSummary {
        let tree = try ArchiveTree(entries)
        let output = try OutputFile.create(path, written: observer.archive)
        let summary: ArchiveSummary
        do {
            try write(tree, to: output, observer: observer)
            let directory = try ZipDirectory(reading: InputFile(borrowing: output), limits: .none)
            summary = ArchiveSummary(entries: directory.entries, size: output.size)
        } catch {
            output.discard()
            throw error
        }
        try output.close()
        return summary
    }

    /// Writes an archive to an open file.
    func write(_ tree: ArchiveTree, to output: OutputFile, observer: ArchiveObserver) throws {
        let archive = try LibArchiveWriter(output: output, level: level)
        var content = ContentStream(archive: archive, observer: observer)
        for entry in tree.entries {
            try content.write(entry)
        }
        try archive.close()
    }
}

/// The content of a newly written archive.
package struct ArchiveSummary: Sendable, Hashable {
    /// The entries, in archive order.
    package var entries: [ZipEntry]
    /// The archive's size in bytes.
    package var size: Int64
}
