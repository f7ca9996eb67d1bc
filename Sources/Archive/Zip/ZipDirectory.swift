/// The directory of a zip archive, checked against the archive's own headers.
///
/// libarchive trusts the archive in many respects, so the claims of a hostile or damaged archive are checked here,
/// without reading any content. Whatever makes programs disagree about the archive is an error; oddities of one
/// entry's name are properties of that entry. The cited sections are those of PKWARE's APPNOTE.TXT 6.3.10.
package struct ZipDirectory: Sendable, Hashable {
    /// How much an archive may claim to contain.
    package struct Limits: Sendable, Hashable {
        /// The most entries.
        package var entries: Int64
        /// The largest central directory, in bytes.
        package var directoryBytes: Int64
        /// The most content in all entries together, in bytes.
        package var contentBytes: Int64

        /// Creates limits.
        package init(entries: Int64 = 100_000, directoryBytes: Int64 = 32 << 20, contentBytes: Int64 = 1 << 30) {
            self.entries = entries
            self.directoryBytes = directoryBytes
            self.contentBytes = contentBytes
        }

        /// No limits, for an archive that this program wrote itself.
        static let none = Limits(entries: .max, directoryBytes: .max, contentBytes: .max)
    }

    /// The entries, in the order of the directory.
    package let entries: [ZipEntry]

    /// Reads the directory of an archive.
    ///
    /// - Parameters:
    ///   - archive: its name in error messages.
    ///   - size: its size in bytes.
    ///   - limits: how much it may claim to contain.
    ///   - read: returns the bytes at an offset; fewer mean the end of the file.
    package init(
        archive: String, size: Int64, limits: Limits = Limits(),
        read: @escaping (_ offset: Int64, _ count: Int) throws(ArchiveError) -> [UInt8]
    ) throws(ArchiveError) {
        var parser = ZipParser(archive: archive, size: size, limits: limits, read: read)
        let end = try parser.endRecord()
        var entries = try parser.centralDirectory(end)
        try parser.checkLocalHeaders(of: &entries, end: end)
        ZipEntry.markConflicts(among: &entries)
        self.entries = entries
    }

    /// Reads the directory of an open archive.
    init(reading file: InputFile, limits: Limits) throws(ArchiveError) {
        try self.init(archive: file.path, size: file.size, limits: limits) { (offset, count) throws(ArchiveError) in
            try file.bytes(at: offset, count: count)
        }
    }
}
