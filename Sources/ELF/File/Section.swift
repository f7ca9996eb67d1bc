/// A part of the file as linkers and debuggers see it, by one section header; running a program needs none.
package struct Section: Sendable, Hashable {
    /// The name, such as `.text`.
    package let name: String
    /// What it holds (`sh_type`).
    package let kind: Kind
    /// The flags as the file has them (`sh_flags`).
    package let flags: UInt64
    /// Where it lies in memory, before the file is moved to its load address; 0 if it is not loaded.
    package let address: UInt64
    /// Where it lies in the file.
    package let offset: UInt64
    /// How many bytes it has, in memory where ``occupiesFile`` is false.
    package let size: UInt64
    /// The index of the section this one refers to, such as a symbol table's names.
    let link: UInt32

    /// What a section holds (`sh_type`).
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

    /// Whether it is loaded to memory when the program runs (`SHF_ALLOC`).
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
