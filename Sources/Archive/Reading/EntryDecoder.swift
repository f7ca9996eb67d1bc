internal import CLibArchive

/// Decodes one entry's content with libarchive.
///
/// libarchive gets the entry's data after a header made here from the checked directory. It never sees the rest of the
/// archive, does not have to search for the entry, and checks the content against the directory's sizes and CRC.
final class EntryDecoder {
    private let archive: OpaquePointer
    private let input: EntryInput
    private let buffer: UnsafeMutableRawBufferPointer
    private let corrupt: (String) -> ArchiveError
    private var remaining: Int64

    /// Starts decoding an entry of an open archive.
    init(_ entry: ZipEntry, of file: InputFile) throws(ArchiveError) {
        let name = file.path
        corrupt = { .unreadable(archive: name, entry: entry.path, .corrupt($0)) }
        input = EntryInput(entry, file: file)
        guard let archive = archive_read_new() else { throw corrupt("out of memory") }
        self.archive = archive
        buffer = .allocate(byteCount: 256 * 1024, alignment: 16)
        remaining = entry.size
        try check(archive_read_support_format_zip_streamable(archive))
        try check(
            archive_read_open(
                archive, Unmanaged.passUnretained(input).toOpaque(), nil,
                { _, client, bytes in
                    guard let client, let bytes else { return -1 }
                    let part = Unmanaged<EntryInput>.fromOpaque(client).takeUnretainedValue().next()
                    bytes.pointee = part?.baseAddress
                    return part?.count ?? -1
                }, nil))
        var header: OpaquePointer?
        try check(archive_read_next_header(archive, &header))
    }

    deinit {
        // The archive was only read, so nothing can be lost.
        archive_read_free(archive)
        buffer.deallocate()
    }

    /// The next part of the content, valid until the next call, or `nil` once all of it was returned and verified.
    func next() throws(ArchiveError) -> UnsafeRawBufferPointer? {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        // For libarchive, a wrong size or checksum is only a warning.
        guard count >= 0 else { throw failure }
        // Deflated data may continue beyond its declared size; libarchive would notice only at its end.
        guard count <= remaining else { throw corrupt("it is longer than it claims") }
        remaining -= Int64(count)
        if count > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
        guard remaining == 0 else { throw corrupt("it is shorter than it claims") }
        return nil
    }

    private func check(_ status: Int32) throws(ArchiveError) {
        if status != ARCHIVE_OK { throw failure }
    }

    private var failure: ArchiveError {
        if let failure = input.failure { return failure }
        let message = archive_error_string(archive).map { String(cString: $0) } ?? "unknown error"
        // Some of libarchive's messages end in a line feed.
        return corrupt(message.last == "\n" ? String(message.dropLast()) : message)
    }
}

/// An archive of one entry: a local header, then the entry's data from the file.
private final class EntryInput {
    /// The system's error, if it refused.
    private(set) var failure: ArchiveError?
    private let file: InputFile
    private var offset: Int64
    private let end: Int64
    private let buffer: UnsafeMutableRawBufferPointer
    private var header: [UInt8]?

    init(_ entry: ZipEntry, file: InputFile) {
        self.file = file
        offset = entry.dataOffset
        end = entry.dataOffset + entry.compressedSize
        buffer = .allocate(byteCount: 128 * 1024, alignment: 16)
        header = Self.header(for: entry)
    }

    deinit {
        buffer.deallocate()
    }

    /// The next bytes, valid until the next call; empty at the end, `nil` if the system refused.
    func next() -> UnsafeRawBufferPointer? {
        if let header {
            self.header = nil
            buffer.copyBytes(from: header)
            return UnsafeRawBufferPointer(rebasing: buffer[..<header.count])
        }
        let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(Int64(buffer.count), end - offset))])
        do {
            let count = try file.read(at: offset, into: wanted)
            offset += Int64(count)
            return UnsafeRawBufferPointer(rebasing: wanted[..<count])
        } catch {
            failure = error
            return nil
        }
    }

    /// A local header (APPNOTE section 4.3.7) with its sizes in the ZIP64 field, which fits every size.
    private static func header(for entry: ZipEntry) -> [UInt8] {
        let name = Array("content".utf8)
        var header: [UInt8] = []
        header.append(littleEndian: ZipSignature.localHeader)
        header.append(littleEndian: UInt16(45))
        header.append(littleEndian: UInt16(0))
        header.append(littleEndian: entry.method.number)
        header.append(littleEndian: entry.modified.rawValue)
        header.append(littleEndian: entry.crc32)
        header.append(littleEndian: UInt32.max)
        header.append(littleEndian: UInt32.max)
        header.append(littleEndian: UInt16(name.count))
        header.append(littleEndian: UInt16(20))
        header += name
        header.append(littleEndian: UInt16(0x0001))
        header.append(littleEndian: UInt16(16))
        header.append(littleEndian: entry.size)
        header.append(littleEndian: entry.compressedSize)
        return header
    }
}
