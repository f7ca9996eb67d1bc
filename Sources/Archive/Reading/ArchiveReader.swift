/// Reads any zip archive, even a hostile one.
///
/// The file must not change meanwhile, because it is checked only when opened.
package final class ArchiveReader {
    /// The archive's directory.
    package let directory: ZipDirectory
    private let file: InputFile

    /// Opens an archive and checks its structure.
    ///
    /// - Parameters:
    ///   - path: the file; links are followed.
    ///   - limits: how much it may claim to contain.
    package init(path: String, limits: ZipDirectory.Limits = ZipDirectory.Limits()) throws(ArchiveError) {
        file = try InputFile(path: path, followingLinks: true)
        directory = try ZipDirectory(reading: file, limits: limits)
    }

    /// The archive's name in error messages.
    var path: String { file.path }

    /// The archive's size in bytes.
    package var size: Int64 { file.size }

    /// The content of an entry, checked against its size and checksum.
    ///
    /// - Parameter limit: the most bytes to read; an entry that claims more is refused unread.
    package func read(_ entry: ZipEntry, limit: Int) throws(ArchiveError) -> [UInt8] {
        guard entry.size <= limit else {
            throw .unreadable(archive: file.path, entry: entry.path, .overLimit(size: entry.size, limit: Int64(limit)))
        }
        var content: [UInt8] = []
        content.reserveCapacity(Int(entry.size))
        let decoder = try decoder(for: entry)
        while let part = try decoder.next() { content.append(contentsOf: part) }
        return content
    }

    /// Passes on the content of an entry in parts, valid during the call; it is verified only once this returns.
    ///
    /// - Throws: `ArchiveError`, and whatever `body` throws.
    package func read(_ entry: ZipEntry, body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let decoder = try decoder(for: entry)
        while let part = try decoder.next() { try body(part) }
    }

    /// The target of a symbolic link; invalid UTF-8 becomes replacement characters.
    package func linkTarget(of entry: ZipEntry) throws(ArchiveError) -> String {
        guard entry.kind == .symbolicLink else {
            throw .unreadable(archive: file.path, entry: entry.path, .notALink)
        }
        return String(decoding: try read(entry, limit: PathLimits.path), as: UTF8.self)
    }

    private func decoder(for entry: ZipEntry) throws(ArchiveError) -> EntryDecoder {
        if entry.flaws.contains(.encrypted) {
            throw .unreadable(archive: file.path, entry: entry.path, .encrypted)
        }
        if case .other(let number) = entry.method {
            throw .unreadable(archive: file.path, entry: entry.path, .method(number))
        }
        return try EntryDecoder(entry, of: file)
    }
}
