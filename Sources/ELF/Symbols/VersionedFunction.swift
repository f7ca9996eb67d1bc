/// A function that a shared library defines, in one of its versions.
package struct VersionedFunction: Sendable, Hashable {
    /// The name, mangled as in the file.
    package let name: String
    /// The version, such as `GLIBC_2.34`.
    package let version: String
    /// Whether programs that are linked to the library get this version.
    package let isDefault: Bool
}

extension ELFFile {
    /// The functions that it defines with versions, in symbol table order; a function has an entry for each version.
    package func versionedFunctions() throws(ELFError) -> [VersionedFunction] {
        guard let table = dynamicTable,
            let indexes = try table.region(.versionIndexes, part: "the table of symbol versions"),
            let symbols = try table.region(.symbols, part: "the dynamic symbol table")
        else { return [] }
        var budget = NameBudget(fileSize: file.count)
        var versions: [UInt16: String] = [:]
        for definition in try SymbolVersions.definitions(of: table, names: &budget) {
            versions[definition.index] = definition.name
        }
        let names = try table.stringTable()
        var functions: [VersionedFunction] = []
        for position in 0..<(try DynamicSymbolCount.find(in: table, sections: sections)) {
            let index = try indexes.uint16(at: position * 2)
            guard let version = versions[index & SymbolVersions.indexMask] else { continue }
            let entry = try SymbolEntry(symbols, at: position * Symbol.entrySize)
            guard entry.isDefined, entry.kind == .function else { continue }
            functions.append(
                VersionedFunction(
                    name: try budget.name(in: names, at: UInt64(entry.nameOffset)), version: version,
                    isDefault: index & ~SymbolVersions.indexMask == 0))
        }
        return functions
    }

    /// The names of the symbols it defines that begin with a prefix, sorted.
    package func symbolNames(startingWith prefix: String) throws(ELFError) -> [String] {
        guard let table = try SymbolTable(file, sections: sections, dynamic: dynamicTable) else { return [] }
        let wanted = Array(prefix.utf8)
        var budget = NameBudget(fileSize: file.count)
        var found: Set<String> = []
        try table.forEachDefined { entry throws(ELFError) in
            guard table.names.hasBytes(wanted, at: Int(entry.nameOffset)) else { return }
            found.insert(try budget.name(in: table.names, at: UInt64(entry.nameOffset)))
        }
        return found.sorted()
    }
}

extension Region {
    /// Whether some bytes are at an offset.
    fileprivate func hasBytes(_ wanted: [UInt8], at offset: Int) -> Bool {
        withBytes { bytes in
            guard offset >= 0, offset <= bytes.count - wanted.count else { return false }
            return bytes[offset..<offset + wanted.count].elementsEqual(wanted)
        }
    }
}
