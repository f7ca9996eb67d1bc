internal import CLibArchive
import LibC

/// libarchive's zip writer, with every status checked.
///
/// Only `ARCHIVE_OK` counts as success: the zip writer only warns if it could not store an entry as given, and the
/// archive is then wrong.
final class LibArchiveWriter {
    /// The size of the blocks written to the file.
    static let blockSize = 256 * 1024

    private let archive: OpaquePointer
    private let output: OutputFile
    private let locale: UnicodeLocale?
    private var isOpen = false

    /// Starts an archive.
    init(output: OutputFile, level: CompressionLevel) throws(ArchiveError) {
        guard let archive = archive_write_new() else {
            throw .library(path: output.path, message: "out of memory", code: ENOMEM)
        }
        self.archive = archive
        self.output = output
        locale = UnicodeLocale()
        try check(archive_write_set_format_zip(archive))
        try check(archive_write_set_format_option(archive, "zip", "compression-level", "\(level.rawValue)"))
        // Without these, libarchive pads the last block with zeros, as tapes need it.
        try check(archive_write_set_bytes_per_block(archive, Int32(Self.blockSize)))
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        try check(
            archive_write_open(
                archive, Unmanaged.passUnretained(output).toOpaque(), nil,
                { _, client, bytes, count in
                    guard let client else { return -1 }
                    let output = Unmanaged<OutputFile>.fromOpaque(client).takeUnretainedValue()
                    return output.write(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
                }, nil))
        isOpen = true
    }

    deinit {
        // An unfinished archive is abandoned: libarchive must not try to complete it.
        if isOpen { archive_write_fail(archive) }
        archive_write_free(archive)
    }

    /// Starts an entry; for a link, this completes it.
    func begin(_ entry: ArchiveEntry, size: Int64) throws(ArchiveError) {
        guard let header = archive_entry_new() else {
            throw .library(path: entry.path, message: "out of memory", code: ENOMEM)
        }
        defer { archive_entry_free(header) }
        if locale == nil, !entry.isASCII { throw .noUnicodeLocale }
        // Names go in as bytes that libarchive does not convert: its conversion, used by the option `hdrcharset` and
        // the functions for UTF-8 names, composes characters and so changes names. In a UTF-8 locale it marks them
        // as UTF-8.
        archive_entry_set_pathname(header, entry.path)
        if case .symbolicLink(let target) = entry.content { archive_entry_set_symlink(header, target) }
        archive_entry_set_mode(header, entry.fileType | mode_t(entry.permissions))
        archive_entry_set_size(header, size)
        archive_entry_set_uid(header, 0)
        archive_entry_set_gid(header, 0)
        // No time is set: the writer then uses 1980-01-01 00:00:00, zip's first moment, in every time zone.
        let status = locale?.run { archive_write_header(archive, header) } ?? archive_write_header(archive, header)
        try check(status, at: entry.path)
    }

    /// Writes a part of the entry's content.
    func write(_ bytes: UnsafeRawBufferPointer, at path: String) throws(ArchiveError) {
        let count = archive_write_data(archive, bytes.baseAddress, bytes.count)
        if count < 0 { throw failure(at: path) }
        // The writer cuts off what exceeds the size in the header.
        if count != bytes.count { throw .changedWhileRead(path) }
    }

    /// Completes the entry.
    func finishEntry(at path: String) throws(ArchiveError) {
        try check(archive_write_finish_entry(archive), at: path)
    }

    /// Completes the archive.
    func close() throws(ArchiveError) {
        try check(archive_write_close(archive))
        isOpen = false
    }

    private func check(_ status: Int32, at path: String? = nil) throws(ArchiveError) {
        if status != ARCHIVE_OK { throw failure(at: path ?? output.path) }
    }

    private func failure(at path: String) -> ArchiveError {
        if let failure = output.failure { return failure }
        let message = archive_error_string(archive).map { String(cString: $0) } ?? "unknown error"
        return .library(path: path, message: message, code: archive_errno(archive))
    }
}

extension ArchiveEntry {
    /// The type bits of its mode.
    fileprivate var fileType: mode_t {
        switch content {
        case .file, .bytes: S_IFREG
        case .symbolicLink: S_IFLNK
        case .directory: S_IFDIR
        }
    }

    fileprivate var isASCII: Bool {
        guard case .symbolicLink(let target) = content else { return path.utf8.allSatisfy { $0 < 0x80 } }
        return path.utf8.allSatisfy { $0 < 0x80 } && target.utf8.allSatisfy { $0 < 0x80 }
    }
}
