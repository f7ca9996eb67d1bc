/// A part of the file as linkers and debuggers see it, by one section header; running a program needs none.
package struct Section: Sendable, Hashable {
    /// The name, such as `.text`.
    package let name: String
    /// The kind of its content (`sh_type`).
    package let kind: Kind
    /// The flags in the file (`sh_flags`).
    package let flags: UInt64
    /// Its address in memory, before the file is moved to its load address; 0 if it is not loaded.
    package let address: UInt64
    /// Its offset in the file.
    package let offset: UInt64
    /// The number of its bytes, in memory if ``occupiesFile`` is false.
    package let size: UInt64
    /// The index of a related section, such as the names of a symbol table.
    let link: UInt32

    /// The kind of a section's content (`sh_type`).
    package enum Kind: Sendable, Hashable {
        case null
        case contents
        case symbolTable
        case stringTable
        case note
        case zeroFilled
        case dynamicSymbolTable
        case other(UInt32)

        init(_ number: UInt32) {
            switch number {
            case 0: self = .null
            case 1: self = .contents
            case 2: self = .symbolTable
            case 3: self = .stringTable
            case 7: self = .note
            case 8: self = .zeroFilled
            case 11: self = .dynamicSymbolTable
            default: self = .other(number)
            }
        }
    }

    /// Whether its bytes are in the file; those of `.bss` are not.
    package var occupiesFile: Bool { kind != .zeroFilled && kind != .null }

    /// Whether it is loaded into memory when the program runs (`SHF_ALLOC`).
    package var isLoaded: Bool { flags & 2 != 0 }

    static let entrySize = 64

    private init(_ table: Region, at start: Int, name: String) throws(ELFError) {
        self.name = name
        kind = Kind(try table.uint32(at: start + 4))
        flags = try table.uint64(at: start + 8)
        address = try table.uint64(at: start + 16)
        offset = try table.uint64(at: start + 24)
        size = try table.uint64(at: start + 32)
        link = try table.uint32(at: start + 40)
    }

    static func all(
        _ header: FileHeader, in file: Region, names budget: inout NameBudget
    ) throws(ELFError) -> [Section] {
        let part = "the section header table"
        guard
            let table = try FileHeader.region(
                header.sectionHeaders, entrySize: entrySize, in: file, part: part)
        else { return [] }
        let names = try nameTable(header, table, in: file)
        var sections: [Section] = []
        sections.reserveCapacity(table.count / entrySize)
        for start in stride(from: 0, to: table.count, by: entrySize) {
            let name: String
            if let names {
                name = try budget.name(in: names, at: UInt64(try table.uint32(at: start)))
            } else {
                name = ""
            }
            sections.append(try Section(table, at: start, name: name))
        }
        return sections
    }

    private static func nameTable(
        _ header: FileHeader, _ table: Region, in file: Region
    ) throws(ELFError) -> Region? {
        let index = header.sectionNamesIndex
        guard index != 0 else { return nil }
        guard index < UInt64(table.count / entrySize) else {
            throw .malformed(reason: "the section of section names does not exist", offset: 62)
        }
        return try Section(table, at: Int(index) * entrySize, name: "")
            .contents(in: file, part: "the section name table")
    }

    /// The section's bytes.
    func contents(in file: Region, part: String) throws(ELFError) -> Region {
        try file.region(at: offset, count: size, part: part)
    }
}
