/// The dynamic section's information for the loader: the needed libraries and where to look for them.
package struct DynamicInfo: Sendable, Hashable {
    /// The libraries to load, in order (`DT_NEEDED`).
    package let neededLibraries: [String]
    /// The name by which others request this library (`DT_SONAME`).
    package let soname: String?
    /// Folders to search before `LD_LIBRARY_PATH` (`DT_RPATH`); the loader ignores them if there is a ``runpath``.
    package let rpath: [String]
    /// Folders to search after `LD_LIBRARY_PATH` (`DT_RUNPATH`).
    package let runpath: [String]
    /// Whether it has relocations in the compact form that glibc supports since 2.36 (`DT_RELR`).
    package let hasRELR: Bool
    /// The bits of `DT_FLAGS`.
    package let flags: UInt64
    /// The bits of `DT_FLAGS_1`.
    package let flags1: UInt64

    /// Whether it is marked as a position-independent executable (`DF_1_PIE`).
    package var isMarkedExecutable: Bool { flags1 & 0x0800_0000 != 0 }

    init(_ table: DynamicTable, names budget: inout NameBudget) throws(ELFError) {
        var needed: [String] = []
        for offset in table.needed { needed.append(try table.name(at: offset, &budget)) }
        neededLibraries = needed
        soname = try table.name(of: .soname, &budget)
        rpath = Self.folders(try table.name(of: .rpath, &budget))
        runpath = Self.folders(try table.name(of: .runpath, &budget))
        hasRELR = table[.relr] != nil || (table[.relrSize] ?? 0) != 0
        flags = table[.flags] ?? 0
        flags1 = table[.flags1] ?? 0
    }

    private static func folders(_ path: String?) -> [String] {
        path?.split(separator: ":").map(String.init) ?? []
    }
}

/// The dynamic section's entries by tag, found through its segment, so that stripped section headers do not matter.
struct DynamicTable {
    /// The relevant tags.
    enum Tag: UInt64 {
        case needed = 1
        case hash = 4
        case strings = 5
        case symbols = 6
        case rela = 7
        case relaSize = 8
        case stringsSize = 10
        case soname = 14
        case rpath = 15
        case jumpRelocations = 23
        case jumpRelocationsSize = 2
        case runpath = 29
        case flags = 30
        case relrSize = 35
        case relr = 36
        case gnuHash = 0x6FFF_FEF5
        case versionIndexes = 0x6FFF_FFF0
        case flags1 = 0x6FFF_FFFB
        case versionDefinitions = 0x6FFF_FFFC
        case versionDefinitionsCount = 0x6FFF_FFFD
        case versionRequirements = 0x6FFF_FFFE
        case versionRequirementsCount = 0x6FFF_FFFF
    }

    /// Offsets of the needed libraries' names.
    let needed: [UInt64]
    /// Maps addresses to positions in the file.
    let map: LoadMap
    private let values: [Tag: UInt64]
    private let strings: Region?

    init(_ region: Region, map: LoadMap) throws(ELFError) {
        var needed: [UInt64] = []
        var values: [Tag: UInt64] = [:]
        var start = 0
        while start <= region.count - 16 {
            let tag = try region.uint64(at: start)
            let value = try region.uint64(at: start + 8)
            start += 16
            if tag == 0 { break }
            switch Tag(rawValue: tag) {
            case .needed: needed.append(value)
            // If there are several, the loader also keeps the last one.
            case let known?: values[known] = value
            case nil: break
            }
        }
        self.needed = needed
        self.values = values
        self.map = map
        if let address = values[.strings] {
            strings = try map.region(
                at: address, count: values[.stringsSize] ?? 0, part: "the dynamic string table")
        } else {
            strings = nil
        }
    }

    /// The value of an entry, or `nil` if there is none.
    subscript(tag: Tag) -> UInt64? { values[tag] }

    /// The dynamic string table, which contains every name here.
    func stringTable() throws(ELFError) -> Region {
        guard let strings else {
            throw .malformed(reason: "the dynamic section has names but no string table", offset: 0)
        }
        return strings
    }

    /// The name at an offset of the dynamic string table.
    func name(at offset: UInt64, _ budget: inout NameBudget) throws(ELFError) -> String {
        try budget.name(in: try stringTable(), at: offset)
    }

    /// The name at the offset given by an entry's value.
    func name(of tag: Tag, _ budget: inout NameBudget) throws(ELFError) -> String? {
        guard let offset = values[tag] else { return nil }
        return try name(at: offset, &budget)
    }

    /// The bytes at the address given by an entry's value, up to the end of their segment.
    func region(_ tag: Tag, part: String) throws(ELFError) -> Region? {
        guard let address = values[tag] else { return nil }
        return try map.region(from: address, part: part)
    }
}
