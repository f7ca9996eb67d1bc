/// A part of the file that the kernel or the loader acts on, by one program header.
package struct Segment: Sendable, Hashable {
    /// The purpose of a segment (`p_type`).
    package enum Kind: Sendable, Hashable {
        case load
        case dynamic
        case interpreter
        case note
        case threadLocal
        case stack
        case readOnlyAfterRelocation
        case other(UInt32)

        init(_ number: UInt32) {
            switch number {
            case 1: self = .load
            case 2: self = .dynamic
            case 3: self = .interpreter
            case 4: self = .note
            case 7: self = .threadLocal
            case 0x6474_E551: self = .stack
            case 0x6474_E552: self = .readOnlyAfterRelocation
            default: self = .other(number)
            }
        }
    }

    /// The permissions of memory (`p_flags`).
    package struct Access: OptionSet, Sendable, Hashable {
        /// The bits in the file.
        package let rawValue: UInt32

        /// Creates permissions from the bits in the file.
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `PF_X`.
        package static let execute = Access(rawValue: 1)
        /// `PF_W`.
        package static let write = Access(rawValue: 2)
        /// `PF_R`.
        package static let read = Access(rawValue: 4)
    }

    /// Its purpose.
    package let kind: Kind
    /// The permissions of its memory.
    package let access: Access
    /// Its offset in the file.
    package let offset: UInt64
    /// Its address in memory, before the file is moved to its load address.
    package let address: UInt64
    /// The number of its bytes in the file.
    package let fileSize: UInt64
    /// The number of its bytes in memory; those beyond ``fileSize`` are zero.
    package let memorySize: UInt64

    static let entrySize = 56

    init(_ table: Region, at start: Int) throws(ELFError) {
        kind = Kind(try table.uint32(at: start))
        access = Access(rawValue: try table.uint32(at: start + 4))
        offset = try table.uint64(at: start + 8)
        address = try table.uint64(at: start + 16)
        fileSize = try table.uint64(at: start + 32)
        memorySize = try table.uint64(at: start + 40)
    }

    static func all(_ header: FileHeader, in file: Region) throws(ELFError) -> [Segment] {
        let part = "the program header table"
        guard
            let table = try FileHeader.region(
                header.programHeaders, entrySize: entrySize, in: file, part: part)
        else { return [] }
        var segments: [Segment] = []
        segments.reserveCapacity(table.count / entrySize)
        for start in stride(from: 0, to: table.count, by: entrySize) {
            segments.append(try Segment(table, at: start))
        }
        return segments
    }

    /// The segment's bytes.
    func contents(in file: Region, part: String) throws(ELFError) -> Region {
        try file.region(at: offset, count: fileSize, part: part)
    }
}
