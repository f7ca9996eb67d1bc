/// The first 64 bytes of the file, with the counts that section header 0 holds if they do not fit into the header.
///
/// Layout and numbers: the System V gABI, chapters 4 and 5.
struct FileHeader {
    static let magic: [UInt8] = [0x7F, 0x45, 0x4C, 0x46]

    let machine: Machine
    let type: FileType
    let entry: UInt64
    let programHeaders: Table
    let sectionHeaders: Table
    let sectionNamesIndex: UInt64

    /// The location of a header table, according to the file.
    struct Table {
        let offset: UInt64
        let count: UInt64
    }

    init(_ file: Region) throws(ELFError) {
        let identification = try Self.identification(of: file)
        guard file.count >= 64 else { throw .truncated(part: "the file header", offset: UInt64(file.count)) }
        machine = identification
        type = FileType(try file.uint16(at: 16))
        entry = try file.uint64(at: 24)

        let sectionOffset = try file.uint64(at: 40)
        let first = try Self.firstSection(file, at: sectionOffset)
        let programCount = try file.uint16(at: 56)
        let sectionCount = try file.uint16(at: 60)
        let namesIndex = try file.uint16(at: 62)

        // PN_XNUM, zero and SHN_XINDEX mean that section header 0 holds the number.
        programHeaders = Table(
            offset: try file.uint64(at: 32),
            count: programCount == 0xFFFF ? first.info : UInt64(programCount))
        sectionHeaders = Table(
            offset: sectionOffset,
            count: sectionOffset == 0 ? 0 : sectionCount == 0 ? first.size : UInt64(sectionCount))
        sectionNamesIndex = namesIndex == 0xFFFF ? first.link : UInt64(namesIndex)

        if programHeaders.count > 0 { try Self.expect(Segment.entrySize, at: 54, "program header", in: file) }
        if sectionHeaders.count > 0 { try Self.expect(Section.entrySize, at: 58, "section header", in: file) }
    }

    static func identification(of file: Region) throws(ELFError) -> Machine {
        guard ELFFile.isELF(file.withBytes { Array($0.prefix(4)) }) else { throw .notELF }
        guard file.count >= 20 else { throw .truncated(part: "the file header", offset: UInt64(file.count)) }
        let fileClass = ELFClass(try file.integer(UInt8.self, at: 4))
        let byteOrder = ELFByteOrder(try file.integer(UInt8.self, at: 5))
        let number = try file.uint16(at: 18)
        let machine = Machine(byteOrder == .bigEndian ? number.byteSwapped : number)
        guard fileClass == .bits64, byteOrder == .littleEndian else {
            throw .unsupported(fileClass, byteOrder, machine)
        }
        return machine
    }

    private static func firstSection(
        _ file: Region, at offset: UInt64
    ) throws(ELFError) -> (size: UInt64, link: UInt64, info: UInt64) {
        guard offset != 0 else { return (0, 0, 0) }
        let header = try file.region(
            at: offset, count: UInt64(Section.entrySize), part: "the section header table")
        return (try header.uint64(at: 32), UInt64(try header.uint32(at: 40)), UInt64(try header.uint32(at: 44)))
    }

    private static func expect(
        _ size: Int, at offset: Int, _ entry: String, in file: Region
    ) throws(ELFError) {
        let claimed = try file.uint16(at: offset)
        guard Int(claimed) == size else {
            throw .malformed(reason: "a \(entry) has \(claimed) bytes instead of \(size)", offset: UInt64(offset))
        }
    }

    /// The bytes of a header table, or `nil` if there is none.
    static func region(
        _ table: Table, entrySize: Int, in file: Region, part: String
    ) throws(ELFError) -> Region? {
        guard table.count > 0 else { return nil }
        let (size, overflow) = table.count.multipliedReportingOverflow(by: UInt64(entrySize))
        guard !overflow else { throw .truncated(part: part, offset: table.offset) }
        return try file.region(at: table.offset, count: size, part: part)
    }
}
