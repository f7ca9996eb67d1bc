extension ZipParser {
    /// Checks each entry's local header (section 4.3.7) against the directory, and that no two entries share bytes.
    mutating func checkLocalHeaders(of entries: inout [ZipEntry], end: ZipEndRecord) throws(ArchiveError) {
        // In file order, so that the window only moves forwards.
        let order = entries.indices.sorted { entries[$0].headerOffset < entries[$1].headerOffset }
        var previous: (path: String, end: Int64)?
        for index in order {
            let entry = entries[index]
            if let previous, entry.headerOffset < previous.end {
                throw malformed(.overlap(previous.path, entry.path))
            }
            let (dataOffset, entryEnd) = try checkLocalHeader(of: entry, before: end.directoryStart)
            entries[index].dataOffset = dataOffset
            previous = (entry.path, entryEnd)
        }
    }

    private mutating func checkLocalHeader(
        of entry: ZipEntry, before limit: Int64
    ) throws(ArchiveError) -> (data: Int64, end: Int64) {
        guard entry.headerOffset <= limit - 30, let fixed = try headers.bytes(at: entry.headerOffset, count: 30),
            fixed.uint32(at: 0) == ZipSignature.localHeader
        else { throw malformed(.entryOutOfBounds(entry.path)) }
        let nameLength = Int(fixed.uint16(at: 26))
        let extraLength = Int(fixed.uint16(at: 28))
        let data = entry.headerOffset + 30 + Int64(nameLength + extraLength)
        guard data + entry.compressedSize <= limit,
            let variable = try headers.bytes(at: entry.headerOffset + 30, count: nameLength + extraLength)
        else { throw malformed(.entryOutOfBounds(entry.path)) }

        guard Array(variable[..<nameLength]) == entry.name else { throw mismatch(entry, "the name") }
        guard fixed.uint16(at: 8) == entry.method.number else { throw mismatch(entry, "the compression method") }
        let flags = fixed.uint16(at: 6)
        guard (flags & ZipFlag.encrypted != 0) == entry.flaws.contains(.encrypted) else {
            throw mismatch(entry, "the encryption")
        }
        // A streaming writer knows these only after the data, and leaves zeros or what it knows.
        let isStreamed = flags & ZipFlag.dataDescriptor != 0
        let crc32 = fixed.uint32(at: 14)
        guard crc32 == entry.crc32 || isStreamed && crc32 == 0 else { throw mismatch(entry, "the checksum") }
        var extra = ZipExtraFields(Array(variable[nameLength...]))
        let size = extra.value(fixed.uint32(at: 22))
        let compressedSize = extra.value(fixed.uint32(at: 18))
        guard size == entry.size || isStreamed && size == 0 else { throw mismatch(entry, "the size") }
        guard compressedSize == entry.compressedSize || isStreamed && compressedSize == 0 else {
            throw mismatch(entry, "the compressed size")
        }
        let dataEnd = data + entry.compressedSize
        guard isStreamed else { return (data, dataEnd) }
        guard let length = try dataDescriptorLength(of: entry, at: dataEnd, before: limit) else {
            throw mismatch(entry, "the data descriptor")
        }
        return (data, dataEnd + length)
    }

    private func mismatch(_ entry: ZipEntry, _ field: String) -> ArchiveError {
        malformed(.headerMismatch(entry.path, field: field))
    }

    /// The length of the descriptor after an entry's data (section 4.3.9), or `nil` if none fits the entry.
    ///
    /// It comes with or without a signature, and with sizes of 4 or 8 bytes.
    private mutating func dataDescriptorLength(
        of entry: ZipEntry, at offset: Int64, before limit: Int64
    ) throws(ArchiveError) -> Int64? {
        let available = Int(min(24, limit - offset))
        guard let found = try headers.bytes(at: offset, count: available) else { return nil }
        var checksum: [UInt8] = []
        checksum.append(littleEndian: entry.crc32)
        var short = checksum
        var long = checksum
        for size in [entry.compressedSize, entry.size] {
            short.append(littleEndian: UInt32(truncatingIfNeeded: size))
            long.append(littleEndian: size)
        }
        var signature: [UInt8] = []
        signature.append(littleEndian: ZipSignature.dataDescriptor)
        for form in [signature + long, signature + short, long, short] where found.starts(with: form) {
            return Int64(form.count)
        }
        // Some writers announce a descriptor for an empty entry and omit it.
        return entry.compressedSize == 0 ? 0 : nil
    }
}
