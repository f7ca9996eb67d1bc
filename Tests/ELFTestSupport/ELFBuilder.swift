/// Makes little ELF files: one loaded segment that holds the whole file, and whatever else a test asks for.
struct ELFBuilder {
    /// A version asked of a library, and the symbols that ask for it.
    struct Requirement {
        var library: String
        var version: String
        var isWeak = false
        var symbols: [String] = []
    }

    /// A dynamic function with one of the file's versions.
    struct VersionedFunction {
        var name: String
        var version: String
        var isDefault = true
    }

    /// A symbol of the table for debuggers, in `.text` unless it is said to be in `.bss`.
    struct DefinedSymbol {
        var name: String
        var address: UInt64
        var size: UInt64
        var isZeroFilled = false
    }

    /// How the number of dynamic symbols can be found.
    enum SymbolHash {
        case none
        case systemV
        case gnu
    }

    static let baseAddress: UInt64 = 0x10000

    var machine: UInt16 = 62
    var type: UInt16 = 3
    var interpreter: String?
    var needed: [String] = []
    var namedEntries: [(tag: UInt64, name: String)] = []
    var plainEntries: [(tag: UInt64, value: UInt64)] = []
    var requirements: [Requirement] = []
    var definitions: [String] = []
    /// Functions with versions of ``definitions``; only without ``requirements``, whose indexes are the same.
    var functions: [VersionedFunction] = []
    var hash = SymbolHash.systemV
    var stackAccess: UInt32? = 6
    var buildID: [UInt8]?
    var symbols: [DefinedSymbol] = []
    var sectionNames: [String] = []
    /// Sections that are loaded, with their bytes.
    var loadedSections: [(name: String, bytes: [UInt8])] = []
    /// Dynamic symbols that others must bring, whatever their version.
    var undefinedSymbols: [String] = []
    var debugLink: String?
    var hasDynamicSection = true
    var hasSectionHeaders = true

    /// The file, and where its parts are.
    func build() -> ELFImage {
        var image = ELFImage(bytes: Array(repeating: 0, count: 64 + 56 * 8))
        var segments: [(kind: UInt32, access: UInt32, range: Range<Int>)] = []
        if let interpreter {
            segments.append((3, 4, image.append("interp", Array(interpreter.utf8) + [0])))
        }
        if let buildID {
            let note = bytes32([4, UInt32(buildID.count), 3]) + Array("GNU\0".utf8) + buildID
            segments.append((4, 4, image.append("note", note)))
        }
        if let stackAccess { segments.append((0x6474_E551, stackAccess, 0..<0)) }
        if hasDynamicSection { segments.append((2, 6, appendDynamicParts(to: &image))) }
        if hasSectionHeaders { appendSections(to: &image) }
        segments.insert((1, 5, 0..<image.bytes.count), at: 0)

        image.poke(bytes: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1], at: 0)
        image.poke(type, at: 16)
        image.poke(machine, at: 18)
        image.poke(Self.baseAddress + 64, at: 24)
        image.poke(UInt64(64), at: 32)
        image.poke(UInt16(56), at: 54)
        image.poke(UInt16(segments.count), at: 56)
        image.poke(UInt16(64), at: 58)
        for (index, segment) in segments.enumerated() {
            let start = 64 + index * 56
            let size = UInt64(segment.range.count)
            image.poke(segment.kind, at: start)
            image.poke(segment.access, at: start + 4)
            image.poke(UInt64(segment.range.lowerBound), at: start + 8)
            image.poke(Self.baseAddress + UInt64(segment.range.lowerBound), at: start + 16)
            image.poke(size, at: start + 32)
            image.poke(size, at: start + 40)
        }
        return image
    }

    private func appendDynamicParts(to image: inout ELFImage) -> Range<Int> {
        var strings = StringTableBuilder()
        var entries = needed.map { (UInt64(1), strings.add($0)) }
        entries += namedEntries.map { ($0.tag, strings.add($0.name)) } + plainEntries.map { ($0.tag, $0.value) }

        let symbolNames = requirements.flatMap(\.symbols) + undefinedSymbols + functions.map(\.name)
        var symbolTable = [UInt8](repeating: 0, count: 24)
        for (index, name) in symbolNames.enumerated() {
            let isDefined = index >= symbolNames.count - functions.count
            symbolTable += bytes32([UInt32(strings.add(name)), isDefined ? 0x1_0012 : 0x12, 0, 0, 0, 0])
        }
        var versionIndexes = bytes16([0])
        for (index, requirement) in requirements.enumerated() {
            versionIndexes += requirement.symbols.flatMap { _ in bytes16([UInt16(index + 2)]) }
        }
        versionIndexes += undefinedSymbols.flatMap { _ in bytes16([1]) }
        versionIndexes += functions.flatMap { function in
            let index = UInt16((definitions.firstIndex(of: function.version) ?? -1) + 1)
            return bytes16([function.isDefault ? index : index | 0x8000])
        }
        func add(_ tag: UInt64, _ name: String, _ bytes: [UInt8]) {
            entries.append((tag, Self.baseAddress + UInt64(image.append(name, bytes).lowerBound)))
        }
        if !requirements.isEmpty {
            add(0x6FFF_FFFE, "verneed", needRecords(&strings))
            entries.append((0x6FFF_FFFF, UInt64(requirements.count)))
        }
        if !requirements.isEmpty || !functions.isEmpty { add(0x6FFF_FFF0, "versym", versionIndexes) }
        if !definitions.isEmpty {
            add(0x6FFF_FFFC, "verdef", definitionRecords(&strings))
            entries.append((0x6FFF_FFFD, UInt64(definitions.count)))
        }
        add(6, "dynsym", symbolTable)
        switch hash {
        case .none: break
        case .systemV: add(4, "hash", bytes32([0, UInt32(symbolNames.count + 1)]))
        case .gnu:
            // One bucket that begins at symbol 1, one bloom word, and a chain that ends with the last symbol.
            let chain = symbolNames.indices.map { UInt32($0 == symbolNames.count - 1 ? 1 : 0) }
            add(0x6FFF_FEF5, "gnuhash", bytes32([1, 1, 1, 0, 0, 0, 1] + chain))
        }
        add(5, "dynstr", strings.bytes)
        entries.append((10, UInt64(strings.bytes.count)))
        entries.append((0, 0))
        return image.append("dynamic", entries.flatMap { bytes64([$0.0, $0.1]) })
    }

    private func needRecords(_ strings: inout StringTableBuilder) -> [UInt8] {
        var records: [UInt8] = []
        for (index, requirement) in requirements.enumerated() {
            let isLast = index == requirements.count - 1
            records += bytes16([1, 1])
            records += bytes32([UInt32(strings.add(requirement.library)), 16, isLast ? 0 : 32])
            records += bytes32([0]) + bytes16([requirement.isWeak ? 2 : 0, UInt16(index + 2)])
            records += bytes32([UInt32(strings.add(requirement.version)), 0])
        }
        return records
    }

    private func definitionRecords(_ strings: inout StringTableBuilder) -> [UInt8] {
        var records: [UInt8] = []
        for (index, definition) in definitions.enumerated() {
            let isLast = index == definitions.count - 1
            records += bytes16([1, index == 0 ? 1 : 0, UInt16(index + 1), 1])
            records += bytes32([0, 20, isLast ? 0 : 28, UInt32(strings.add(definition)), 0])
        }
        return records
    }

    private func appendSections(to image: inout ELFImage) {
        var names = StringTableBuilder()
        var symbolNames = StringTableBuilder()
        var symbolTable = [UInt8](repeating: 0, count: 24)
        for symbol in symbols {
            symbolTable += bytes32([UInt32(symbolNames.add(symbol.name))])
            symbolTable += [2, 0] + bytes16([symbol.isZeroFilled ? 2 : 1])
            symbolTable += bytes64([symbol.address, symbol.size])
        }
        var sections: [(name: String, kind: UInt32, flags: UInt64, range: Range<Int>)] = [
            ("", 0, 0, 0..<0), (".text", 1, 6, 0..<64), (".bss", 8, 3, 0..<4096),
        ]
        if !symbols.isEmpty {
            sections.append((".symtab", 2, 0, image.append("symtab", symbolTable)))
            sections.append((".strtab", 3, 0, image.append("strtab", symbolNames.bytes)))
        }
        if let debugLink {
            let content = Array(debugLink.utf8) + [0, 0, 0, 0, 0]
            sections.append((".gnu_debuglink", 1, 0, image.append("debuglink", content)))
        }
        sections += sectionNames.map { ($0, 1, 0, 0..<64) }
        for section in loadedSections {
            sections.append((section.name, 1, 2, image.append(section.name, section.bytes)))
        }
        let offsets = sections.map { names.add($0.name) }
        let ownName = names.add(".shstrtab")
        sections.append((".shstrtab", 3, 0, image.append("shstrtab", names.bytes)))
        var table: [UInt8] = []
        for (section, name) in zip(sections, offsets + [ownName]) {
            table += bytes32([UInt32(name), section.kind])
            table += bytes64([section.flags, 0, UInt64(section.range.lowerBound), UInt64(section.range.count)])
            table += bytes32([section.kind == 2 ? 4 : 0, 0]) + bytes64([1, 0])
        }
        image.poke(UInt64(image.append("sections", table).lowerBound), at: 40)
        image.poke(UInt16(sections.count), at: 60)
        image.poke(UInt16(sections.count - 1), at: 62)
    }
}
