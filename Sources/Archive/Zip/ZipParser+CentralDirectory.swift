extension ZipParser {
    /// Reads the central directory (section 4.3.12) and checks the claims of its entries.
    mutating func centralDirectory(_ end: ZipEndRecord) throws(ArchiveError) -> [ZipEntry] {
        guard end.entryCount <= limits.entries else {
            throw malformed(.tooManyEntries(claimed: end.entryCount, limit: limits.entries))
        }
        let length = end.directoryEnd - end.directoryStart
        guard length <= limits.directoryBytes else {
            throw malformed(.directoryTooLarge(bytes: length, limit: limits.directoryBytes))
        }
        var entries: [ZipEntry] = []
        var offset = end.directoryStart
        var content: Int64 = 0
        while offset < end.directoryEnd {
            let (entry, length) = try centralRecord(at: offset, end: end, index: entries.count)
            try checkClaims(of: entry)
            let (sum, overflow) = content.addingReportingOverflow(entry.size)
            guard !overflow, sum <= limits.contentBytes else {
                throw malformed(.contentTooLarge(limit: limits.contentBytes))
            }
            content = sum
            offset += length
            entries.append(entry)
            guard Int64(entries.count) <= end.entryCount else { break }
        }
        guard Int64(entries.count) == end.entryCount else {
            throw malformed(.entryCount(claimed: end.entryCount, found: Int64(entries.count)))
        }
        return entries
    }

    private mutating func centralRecord(
        at offset: Int64, end: ZipEndRecord, index: Int
    ) throws(ArchiveError) -> (entry: ZipEntry, length: Int64) {
        let fault = malformed(.directoryRecord(index: index))
        guard let fixed = try records.bytes(at: offset, count: 46), fixed.uint32(at: 0) == ZipSignature.centralHeader
        else { throw fault }
        let nameLength = Int(fixed.uint16(at: 28))
        let extraLength = Int(fixed.uint16(at: 30))
        let length = 46 + nameLength + extraLength + Int(fixed.uint16(at: 32))
        guard offset + Int64(length) <= end.directoryEnd,
            let variable = try records.bytes(at: offset + 46, count: nameLength + extraLength)
        else { throw fault }

        // The fields of the ZIP64 extension come in this order, each only if needed (section 4.5.3).
        var extra = ZipExtraFields(Array(variable[nameLength...]))
        guard let size = extra.value(fixed.uint32(at: 24)), let compressedSize = extra.value(fixed.uint32(at: 20)),
            let headerOffset = extra.value(fixed.uint32(at: 42)), fixed.uint16(at: 34) == 0
        else { throw fault }
        let (start, overflow) = headerOffset.addingReportingOverflow(end.base)
        guard !overflow else { throw fault }

        let name = Array(variable[..<nameLength])
        let attributes = ZipAttributes(
            host: fixed[5], external: fixed.uint32(at: 38), isNamedAsDirectory: name.last == UInt8(ascii: "/"))
        let entry = ZipEntry(
            name: name, kind: attributes.kind, unixMode: attributes.unixMode, size: size,
            compressedSize: compressedSize, method: ZipEntry.Method(number: fixed.uint16(at: 10)),
            crc32: fixed.uint32(at: 16), modified: DOSTime(rawValue: fixed.uint32(at: 12)),
            isEncrypted: fixed.uint16(at: 8) & ZipFlag.encrypted != 0, headerOffset: start)
        return (entry, Int64(length))
    }

    /// Refuses sizes that the entry's bytes in the archive cannot hold.
    private func checkClaims(of entry: ZipEntry) throws(ArchiveError) {
        guard entry.compressedSize <= records.size else { throw malformed(.entryOutOfBounds(entry.path)) }
        let isPossible =
            switch entry.method {
            case .stored: entry.size == entry.compressedSize || entry.flaws.contains(.encrypted)
            // At best, two bits stand for 258 bytes (RFC 1951, section 3.2.5), a ratio of 1032 to 1.
            case .deflated: entry.size <= (entry.compressedSize + 1) * 1032
            case .other: true
            }
        guard isPossible else {
            throw malformed(.impossibleSize(entry.path, size: entry.size, compressedSize: entry.compressedSize))
        }
    }
}

extension ZipEntry.Method {
    /// The method with a number.
    init(number: UInt16) {
        self =
            switch number {
            case 0: .stored
            case 8: .deflated
            default: .other(number)
            }
    }
}

/// The kind of file and its mode in a directory record (sections 4.4.2 and 4.4.15).
private struct ZipAttributes {
    var kind: ZipEntry.Kind
    var unixMode: UInt16?

    init(host: UInt8, external: UInt32, isNamedAsDirectory: Bool) {
        let isUnix = host == 3 || host == 19
        let mode = UInt16(external >> 16)
        unixMode = isUnix ? mode : nil
        if isNamedAsDirectory {
            kind = .directory
        } else if isUnix {
            kind =
                switch mode & 0o170000 {
                case 0o100000, 0: .file
                case 0o040000: .directory
                case 0o120000: .symbolicLink
                default: .other
                }
        } else {
            let dosDirectory: UInt32 = 0x10
            kind = external & dosDirectory != 0 ? .directory : .file
        }
    }
}
