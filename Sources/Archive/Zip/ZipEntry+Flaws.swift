extension ZipEntry {
    /// Creates an entry from its directory record; the start of its data follows from the local header.
    init(
        name: [UInt8], kind: Kind, unixMode: UInt16?, size: Int64, compressedSize: Int64, method: Method,
        crc32: UInt32, modified: DOSTime, isEncrypted: Bool, headerOffset: Int64
    ) {
        let pathBytes = name.last == UInt8(ascii: "/") ? name.dropLast() : name[...]
        path = String(decoding: pathBytes, as: UTF8.self)
        self.name = name
        self.kind = kind
        self.unixMode = unixMode
        self.size = size
        self.compressedSize = compressedSize
        self.method = method
        self.crc32 = crc32
        self.modified = modified
        self.headerOffset = headerOffset
        dataOffset = headerOffset
        flaws = Self.flaws(ofPath: pathBytes)
        if Array(path.utf8) != Array(pathBytes) { flaws.append(.notUTF8) }
        if isEncrypted { flaws.append(.encrypted) }
        if case .other = method { flaws.append(.unknownMethod) }
    }

    /// The flaws in the bytes of a path; found in one pass, because a hostile path has tens of thousands of components.
    private static func flaws(ofPath path: ArraySlice<UInt8>) -> [Flaw] {
        var found: Set<Flaw> = []
        if path.first == UInt8(ascii: "/") || hasDriveLetter(path) { found.insert(.absolutePath) }
        if path.count > PathLimits.path { found.insert(.tooLong) }
        var length = 0
        var dots = 0
        func endComponent() {
            if length == 2, dots == 2 { found.insert(.parentComponent) }
            if length == 0 || length == 1 && dots == 1 { found.insert(.oddComponent) }
            if length > PathLimits.name { found.insert(.tooLong) }
            length = 0
            dots = 0
        }
        for byte in path {
            switch byte {
            case UInt8(ascii: "/"):
                endComponent()
                continue
            case UInt8(ascii: "."): dots += 1
            case UInt8(ascii: "\\"): found.insert(.backslash)
            case 0: found.insert(.nul)
            default: break
            }
            length += 1
        }
        endComponent()
        return found.isEmpty ? [] : Flaw.allCases.filter(found.contains)
    }

    private static func hasDriveLetter(_ path: ArraySlice<UInt8>) -> Bool {
        guard let letter = path.first, path.dropFirst().first == UInt8(ascii: ":") else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20)
    }

    /// Marks flaws in the paths of entries taken together.
    static func markConflicts(among entries: inout [ZipEntry]) {
        let paths = entries.map { BytePath($0.name) }
        // Entries with the same path stay in archive order, so that the later one is the duplicate.
        let order = entries.indices.sorted { (paths[$0], $0) < (paths[$1], $1) }
        var duplicates: Set<Int> = []
        var obstacle: BytePath?
        var former: BytePath?
        for index in order {
            if paths[index] == former {
                duplicates.insert(index)
                entries[index].flaws.append(.duplicate)
            }
            if let obstacle, paths[index].isBelow(obstacle) {
                // The obstacle stays: later paths may be below it and not below this entry.
                entries[index].flaws.append(.belowFile)
            } else if entries[index].kind != .directory {
                obstacle = paths[index]
            }
            former = paths[index]
        }
        // Strings compare by canonical equivalence, like names in a Mac's file system.
        var seen: Set<String> = []
        for index in entries.indices where !duplicates.contains(index) {
            if !seen.insert(entries[index].path.lowercased()).inserted { entries[index].flaws.append(.caseClash) }
        }
    }
}
