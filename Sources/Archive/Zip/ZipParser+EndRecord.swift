/// What the end of a zip file says about its central directory.
struct ZipEndRecord {
    var entryCount: Int64
    /// Where the central directory starts in the file.
    var directoryStart: Int64
    /// Where it ends in the file.
    var directoryEnd: Int64
    /// What to add to the archive's offsets: the size of anything put before the archive without updating them.
    var base: Int64
}

extension ZipParser {
    /// Finds and checks the record at the end of the file (section 4.3.16).
    mutating func endRecord() throws(ArchiveError) -> ZipEndRecord {
        let fixedLength = 22
        let tailLength = Int(min(records.size, Int64(fixedLength) + Int64(UInt16.max)))
        let tailStart = records.size - Int64(tailLength)
        guard let tail = try records.bytes(at: tailStart, count: tailLength),
            let index = Self.lastIndex(of: ZipSignature.endRecord, in: tail),
            index + fixedLength + Int(tail.uint16(at: index + 20)) == tail.count
        else { throw malformed(.noEndRecord) }

        let fixed = Array(tail[index..<index + fixedLength])
        guard fixed.uint16(at: 4) == 0, fixed.uint16(at: 6) == 0, fixed.uint16(at: 8) == fixed.uint16(at: 10) else {
            throw malformed(.endRecord("it is one of several disks"))
        }
        var totals = Totals(
            count: Int64(fixed.uint16(at: 10)), size: Int64(fixed.uint32(at: 12)), offset: Int64(fixed.uint32(at: 16)))
        var end = tailStart + Int64(index)
        var base: Int64?
        if let zip64 = try zip64EndRecord(before: end) {
            totals = try merged(totals, zip64.totals)
            end = zip64.start
            base = zip64.base
        }
        let start = end - totals.size
        guard start >= 0, totals.offset <= start else { throw malformed(.directoryOutOfBounds) }
        if let base, base != start - totals.offset { throw malformed(.directoryOutOfBounds) }
        return ZipEndRecord(
            entryCount: totals.count, directoryStart: start, directoryEnd: end, base: start - totals.offset)
    }

    private struct Totals {
        var count: Int64
        var size: Int64
        var offset: Int64
    }

    /// Finds the ZIP64 end record through its locator (sections 4.3.14 and 4.3.15).
    private mutating func zip64EndRecord(
        before end: Int64
    ) throws(ArchiveError) -> (totals: Totals, start: Int64, base: Int64)? {
        let locatorStart = end - 20
        guard let locator = try records.bytes(at: locatorStart, count: 20),
            locator.uint32(at: 0) == ZipSignature.zip64Locator
        else { return nil }
        guard let claimed = Int64(exactly: locator.uint64(at: 8)) else { throw malformed(.endRecord("ZIP64 locator")) }
        // If something was put before the archive, the record is found by its usual length.
        for start in [claimed, locatorStart - 56] {
            guard let record = try records.bytes(at: start, count: 56),
                record.uint32(at: 0) == ZipSignature.zip64EndRecord, start >= claimed
            else { continue }
            guard record.uint64(at: 4) == UInt64(locatorStart - start - 12) else { break }
            guard record.uint32(at: 16) == 0, record.uint32(at: 20) == 0,
                record.uint64(at: 24) == record.uint64(at: 32)
            else { throw malformed(.endRecord("it is one of several disks")) }
            guard let count = Int64(exactly: record.uint64(at: 32)), let size = Int64(exactly: record.uint64(at: 40)),
                let offset = Int64(exactly: record.uint64(at: 48))
            else { break }
            return (Totals(count: count, size: size, offset: offset), start, start - claimed)
        }
        throw malformed(.endRecord("its ZIP64 record is missing or damaged"))
    }

    /// The ZIP64 totals, which must repeat those of the short record unless those are at their maximum.
    private func merged(_ short: Totals, _ long: Totals) throws(ArchiveError) -> Totals {
        guard short.count == long.count || short.count == UInt16.max,
            short.size == long.size || short.size == UInt32.max,
            short.offset == long.offset || short.offset == UInt32.max
        else { throw malformed(.endRecord("its ZIP64 record disagrees")) }
        return long
    }

    /// The last position of an end record's signature with enough room for the record.
    private static func lastIndex(of signature: UInt32, in tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        var index = tail.count - 22
        while index >= 0 {
            if tail[index] == 0x50, tail.uint32(at: index) == signature { return index }
            index -= 1
        }
        return nil
    }
}
