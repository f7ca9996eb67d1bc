/// The bytes of a file that belong to each Swift module, by the sizes of the symbols.
package struct ModuleSizes: Sendable, Hashable {
    /// One owner's share.
    package struct Share: Sendable, Hashable {
        /// The owner of the code and data.
        package let owner: SymbolOwner
        /// The number of its bytes in the file.
        package let bytes: UInt64
        /// The number of its symbols; several names for the same address count once.
        package let symbolCount: Int
    }

    /// The shares, the largest first, equal ones by name.
    package let shares: [Share]
    /// Whether only the dynamic symbols were available, which omit most of the code.
    package let isPartial: Bool

    /// The total of all shares, in bytes.
    package var bytes: UInt64 { shares.reduce(0) { $0.saturatingSum(with: $1.bytes) } }
}

extension ELFFile {
    /// Adds up the sizes of the symbols by owner.
    ///
    /// Every byte counts once: for the largest of the symbols that begin at an address, and for the first of those
    /// that overlap. Memory without bytes in the file, such as `.bss`, does not count.
    ///
    /// - Returns: the shares; `nil` if the file has no symbols.
    package func moduleSizes() throws(ELFError) -> ModuleSizes? {
        guard let table = try SymbolTable(file, sections: sections, dynamic: dynamicTable) else { return nil }
        let extents = try extents(of: table)
        guard !extents.isEmpty else { return nil }
        return table.names.withBytes { names in
            ModuleSizes(
                shares: Self.shares(of: extents, names: names),
                isPartial: table.kind == .dynamic)
        }
    }

    private struct Extent {
        let section: UInt16
        let address: UInt64
        let size: UInt64
        let nameOffset: UInt32
    }

    private func extents(of table: SymbolTable) throws(ELFError) -> [Extent] {
        let hasBytes = sectionsWithBytes()
        var extents: [Extent] = []
        try table.forEachDefined { entry throws(ELFError) in
            guard entry.size > 0, let section = entry.sectionIndex,
                section < hasBytes.count ? hasBytes[section] : hasBytes.isEmpty
            else { return }
            extents.append(
                Extent(
                    section: entry.sectionNumber, address: entry.address, size: entry.size,
                    nameOffset: entry.nameOffset))
        }
        extents.sort { left, right in
            if left.section != right.section { return left.section < right.section }
            if left.address != right.address { return left.address < right.address }
            if left.size != right.size { return left.size > right.size }
            return left.nameOffset < right.nameOffset
        }
        return extents
    }

    // A debug file keeps the headers of all sections without their bytes, which are in the stripped file.
    private func sectionsWithBytes() -> [Bool] {
        let isDebugFile = isSeparateDebugFile
        return sections.map { section in
            section.occupiesFile
                || (isDebugFile && section.isLoaded && ![".bss", ".tbss"].contains(section.name))
        }
    }

    private static func shares(of extents: [Extent], names: UnsafeRawBufferPointer) -> [ModuleSizes.Share] {
        var totals: [SymbolOwner: (bytes: UInt64, symbols: Int)] = [:]
        var section: UInt16 = 0
        var end: UInt64 = 0
        for extent in extents {
            if extent.section != section { (section, end) = (extent.section, 0) }
            let (extentEnd, overflow) = extent.address.addingReportingOverflow(extent.size)
            guard !overflow, extentEnd > end else { continue }
            let bytes = extentEnd - max(end, extent.address)
            end = extentEnd
            let owner = owner(at: extent.nameOffset, in: names)
            let total = totals[owner, default: (0, 0)]
            totals[owner] = (total.bytes.saturatingSum(with: bytes), total.symbols + 1)
        }
        return totals.map { ModuleSizes.Share(owner: $0, bytes: $1.bytes, symbolCount: $1.symbols) }
            .sorted { left, right in
                left.bytes != right.bytes
                    ? left.bytes > right.bytes : left.owner.description < right.owner.description
            }
    }

    // The module is at the beginning of a name; the limit keeps a hostile file's overlapping names from taking forever.
    private static func owner(at offset: UInt32, in names: UnsafeRawBufferPointer) -> SymbolOwner {
        guard offset < names.count else { return .other }
        let start = Int(offset)
        let window = UnsafeRawBufferPointer(rebasing: names[start..<min(start + 512, names.count)])
        let length = window.firstIndex(of: 0) ?? window.count
        return SymbolOwner(UnsafeRawBufferPointer(rebasing: window[..<length]))
    }
}

extension UInt64 {
    // Sizes are only claims; those of a hostile file may exceed 64 bits together.
    fileprivate func saturatingSum(with other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
