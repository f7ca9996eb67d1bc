/// The number of dynamic symbols, which the dynamic section does not state itself.
enum DynamicSymbolCount {
    /// Finds the number in the hash table, the section headers or the relocations, whichever exists.
    static func find(in table: DynamicTable, sections: [Section]) throws(ELFError) -> Int {
        guard let address = table[.symbols],
            let symbols = try table.region(.symbols, part: "the dynamic symbol table")
        else { return 0 }
        let found: Int
        if let hash = try table.region(.hash, part: "the symbol hash table") {
            found = Int(try hash.uint32(at: 4))
        } else if let section = sections.first(where: { $0.kind == .dynamicSymbolTable && $0.address == address }) {
            found = Int(clamping: section.size / UInt64(Symbol.entrySize))
        } else {
            // GNU's hash table omits undefined symbols, which come first; if nothing is defined, it does not even show
            // how many there are. But whatever is imported has a relocation.
            found = max(
                try hashed(in: table),
                try relocated(.rela, .relaSize, in: table),
                try relocated(.jumpRelocations, .jumpRelocationsSize, in: table))
        }
        guard found <= symbols.count / Symbol.entrySize else {
            throw .truncated(part: "the dynamic symbol table", offset: symbols.fileOffset(symbols.count))
        }
        return found
    }

    private static func hashed(in table: DynamicTable) throws(ELFError) -> Int {
        guard let hash = try table.region(.gnuHash, part: "the GNU symbol hash table") else { return 0 }
        let bucketCount = Int(try hash.uint32(at: 0))
        let firstHashed = Int(try hash.uint32(at: 4))
        let buckets = 16 + Int(try hash.uint32(at: 8)) * 8
        var last = 0
        for bucket in 0..<bucketCount { last = max(last, Int(try hash.uint32(at: buckets + bucket * 4))) }
        guard last >= firstHashed else { return firstHashed }
        // The lowest bit of a hash marks the end of its chain.
        let chains = buckets + bucketCount * 4
        while try hash.uint32(at: chains + (last - firstHashed) * 4) & 1 == 0 { last += 1 }
        return last + 1
    }

    private static func relocated(
        _ tag: DynamicTable.Tag, _ sizeTag: DynamicTable.Tag, in table: DynamicTable
    ) throws(ELFError) -> Int {
        guard let address = table[tag], let size = table[sizeTag], size > 0 else { return 0 }
        let relocations = try table.map.region(at: address, count: size, part: "a relocation table")
        var highest = 0
        for start in stride(from: 0, through: relocations.count - 24, by: 24) {
            highest = max(highest, Int(try relocations.uint64(at: start + 8) >> 32))
        }
        return highest > 0 ? highest + 1 : 0
    }
}
