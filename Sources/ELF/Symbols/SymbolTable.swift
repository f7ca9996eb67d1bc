/// A symbol as in its table, with the name not read yet.
struct SymbolEntry {
    let nameOffset: UInt32
    let kind: Symbol.Kind
    let sectionNumber: UInt16
    let address: UInt64
    let size: UInt64

    @inline(__always)
    init(_ table: Region, at start: Int) throws(ELFError) {
        nameOffset = try table.uint32(at: start)
        kind = Symbol.Kind(try table.integer(UInt8.self, at: start + 4) & 0xF)
        sectionNumber = try table.uint16(at: start + 6)
        address = try table.uint64(at: start + 8)
        size = try table.uint64(at: start + 16)
    }

    /// Whether the file defines it, rather than requiring it.
    var isDefined: Bool { sectionNumber != 0 }

    /// The index of its section; numbers from 0xFF00 (`SHN_LORESERVE`) on have special meanings.
    var sectionIndex: Int? { sectionNumber > 0 && sectionNumber < 0xFF00 ? Int(sectionNumber) : nil }
}

/// A table of symbols and the string table of their names.
struct SymbolTable {
    /// The two tables that a file can have.
    enum Kind {
        case full
        case dynamic
    }

    let kind: Kind
    let entries: Region
    let names: Region

    /// The table for debuggers if there is one, otherwise the dynamic one, or `nil`.
    init?(_ file: Region, sections: [Section], dynamic table: DynamicTable?) throws(ELFError) {
        if let section = sections.first(where: { $0.kind == .symbolTable }) {
            guard Int(section.link) < sections.count else {
                throw .malformed(reason: "the symbol table's names are in no section", offset: section.offset)
            }
            kind = .full
            entries = try section.contents(in: file, part: "the symbol table")
            names = try sections[Int(section.link)].contents(in: file, part: "the symbol name table")
        } else if let table, let symbols = try table.region(.symbols, part: "the dynamic symbol table") {
            let count = try DynamicSymbolCount.find(in: table, sections: sections)
            kind = .dynamic
            entries = try symbols.region(
                at: 0, count: UInt64(count * Symbol.entrySize), part: "the dynamic symbol table")
            names = try table.stringTable()
        } else {
            return nil
        }
    }

    /// The symbols that the file defines, in table order, without names of sections and source files.
    func forEachDefined(_ body: (SymbolEntry) throws(ELFError) -> Void) throws(ELFError) {
        for start in stride(from: 0, through: entries.count - Symbol.entrySize, by: Symbol.entrySize) {
            let entry = try SymbolEntry(entries, at: start)
            guard entry.isDefined, entry.kind != .section, entry.kind != .sourceFile else { continue }
            try body(entry)
        }
    }
}
