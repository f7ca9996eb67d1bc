/// The version records of the dynamic section: `Elf64_Verneed`, `Elf64_Verdef` and the index of each symbol.
///
/// Layout: the Linux Standard Base Core specification, chapter "Symbol Versioning".
enum SymbolVersions {
    /// Version indexes have 15 bits; the sixteenth hides a symbol.
    static let indexMask: UInt16 = 0x7FFF

    /// The versions the file requires, each with the symbols that require it.
    static func requirements(
        of table: DynamicTable, sections: [Section], names budget: inout NameBudget
    ) throws(ELFError) -> [VersionRequirement] {
        guard let records = try table.region(.versionRequirements, part: "the table of needed versions") else {
            return []
        }
        var requirements: [VersionRequirement] = []
        var chain = RecordChain(records, limit: table[.versionRequirementsCount])
        while let record = try chain.next(nextAt: 12) {
            let library = try table.name(at: UInt64(try records.uint32(at: record + 4)), &budget)
            var versions = RecordChain(
                records, from: record, by: try records.uint32(at: record + 8),
                limit: UInt64(try records.uint16(at: record + 2)))
            while let version = try versions.next(nextAt: 12) {
                requirements.append(
                    VersionRequirement(
                        library: library,
                        version: try table.name(at: UInt64(try records.uint32(at: version + 8)), &budget),
                        isWeak: try records.uint16(at: version + 4) & 2 != 0,
                        symbols: [],
                        index: try records.uint16(at: version + 6) & indexMask))
                guard requirements.count <= Int(indexMask) else {
                    throw .malformed(
                        reason: "the file needs more versions than there are indexes",
                        offset: records.fileOffset(version))
                }
            }
        }
        if !requirements.isEmpty {
            let count = try DynamicSymbolCount.find(in: table, sections: sections)
            try addSymbols(to: &requirements, of: table, count: count, names: &budget)
        }
        return requirements
    }

    private static func addSymbols(
        to requirements: inout [VersionRequirement], of table: DynamicTable, count: Int,
        names budget: inout NameBudget
    ) throws(ELFError) {
        guard count > 0, let indexes = try table.region(.versionIndexes, part: "the table of symbol versions"),
            let symbols = try table.region(.symbols, part: "the dynamic symbol table")
        else { return }
        var positions: [UInt16: Int] = [:]
        for (position, requirement) in requirements.enumerated() { positions[requirement.index] = position }
        for symbol in 0..<count {
            let index = try indexes.uint16(at: symbol * 2) & indexMask
            // Indexes 0 and 1 mean no version.
            guard index > 1, let position = positions[index] else { continue }
            let name = try symbols.uint32(at: symbol * Symbol.entrySize)
            requirements[position].symbols.append(try table.name(at: UInt64(name), &budget))
        }
    }

    /// A version that the file provides.
    struct Definition {
        var name: String
        /// Its index in the table of symbol versions.
        var index: UInt16
    }

    /// The versions the file provides, without the one that repeats the file's own name.
    static func definitions(
        of table: DynamicTable, names budget: inout NameBudget
    ) throws(ELFError) -> [Definition] {
        guard let records = try table.region(.versionDefinitions, part: "the table of defined versions") else {
            return []
        }
        var definitions: [Definition] = []
        var chain = RecordChain(records, limit: table[.versionDefinitionsCount])
        while let record = try chain.next(nextAt: 16) {
            let isBase = try records.uint16(at: record + 2) & 1 != 0
            if isBase { continue }
            // The first name is the version's own, the others are its parents.
            var names = RecordChain(
                records, from: record, by: try records.uint32(at: record + 12),
                limit: min(1, UInt64(try records.uint16(at: record + 6))))
            if let own = try names.next(nextAt: 4) {
                definitions.append(
                    Definition(
                        name: try table.name(at: UInt64(try records.uint32(at: own)), &budget),
                        index: try records.uint16(at: record + 4) & indexMask))
            }
        }
        return definitions
    }
}

/// Follows records that each contain the distance to the next; a distance of zero ends the chain.
///
/// Distances are unsigned, so a chain never goes back; the number of records is limited anyway, because
/// overlapping ones would make a small table take forever.
private struct RecordChain {
    private let records: Region
    private var upcoming: Int?
    private var remaining: Int

    init(_ records: Region, from start: Int = 0, by distance: UInt32 = 0, limit: UInt64?) {
        self.records = records
        upcoming = start + Int(distance)
        remaining = Int(min(limit ?? .max, UInt64(SymbolVersions.indexMask)))
    }

    /// The offset of the next record.
    ///
    /// - Parameter field: the position of the distance in a record.
    mutating func next(nextAt field: Int) throws(ELFError) -> Int? {
        guard let current = upcoming, remaining > 0 else { return nil }
        let distance = Int(try records.uint32(at: current + field))
        upcoming = distance == 0 ? nil : current + distance
        remaining -= 1
        return current
    }
}
