/// A limit on the names that are read: otherwise a hostile file's small table of long, overlapping names could cost
/// gigabytes, since any number of entries may point into the same bytes.
struct NameBudget {
    private(set) var remaining: Int

    /// Allows as much as a file of this size can sensibly hold; linkers share the tails of names, but never this much.
    init(fileSize: Int) {
        remaining = 2 * fileSize + 65536
    }

    /// Reads the name that starts at `offset` of a string table and ends at the next NUL.
    mutating func name(in table: Region, at offset: UInt64) throws(ELFError) -> String {
        guard offset < UInt64(table.count) else {
            throw .malformed(reason: "a name is outside \(table.part)", offset: table.fileOffset(0))
        }
        let start = Int(offset)
        let limit = min(table.count - start, remaining)
        let name: String? = table.withBytes { bytes in
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start..<start + limit])
            guard let length = rest.firstIndex(of: 0) else { return nil }
            return String(decoding: rest[..<length], as: UTF8.self)
        }
        guard let name else {
            throw .malformed(
                reason: limit < remaining
                    ? "a name in \(table.part) has no end" : "the names in \(table.part) overlap excessively",
                offset: table.fileOffset(start))
        }
        remaining = max(0, remaining - name.utf8.count - 1)
        return name
    }
}
