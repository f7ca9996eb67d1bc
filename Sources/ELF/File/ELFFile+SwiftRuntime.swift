/// Where a file gets the Swift runtime from; a process may only have one.
package enum SwiftRuntimeSource: Sendable, Hashable {
    /// It contains the runtime: linked statically, or as the library itself.
    case own
    /// It requires the runtime's shared library.
    case shared
}

extension ELFFile {
    /// The file name of the runtime's shared library.
    package static let swiftRuntimeLibrary = "libswiftCore.so"

    /// Whether it has anything for the Swift runtime to read; what Swift only linked has such sections empty.
    package var hasSwiftCode: Bool {
        sections.contains { $0.isLoaded && $0.size > 0 && $0.name.hasPrefix("swift5_") }
    }

    /// Whether its Swift code uses a runtime: it has types of its own, or imports Swift symbols.
    ///
    /// Otherwise its code uses no runtime, even if it was linked to one.
    package func usesSwiftRuntime() throws(ELFError) -> Bool {
        if hasSwiftCode { return true }
        return try leavesUndefined("$s")
    }

    /// Where the file gets the Swift runtime from, or `nil` if it has no Swift code or does not reveal it.
    ///
    /// Swift code has sections that the runtime reads (`swift5_…`). If it neither requires the runtime's library nor
    /// leaves the runtime's functions undefined for others to supply, the runtime was linked into it.
    package func swiftRuntimeSource() throws(ELFError) -> SwiftRuntimeSource? {
        if dynamic?.soname == Self.swiftRuntimeLibrary { return .own }
        if dynamic?.neededLibraries.contains(Self.swiftRuntimeLibrary) == true { return .shared }
        guard hasSwiftCode else { return nil }
        return try leavesUndefined("swift_") ? nil : .own
    }

    /// Whether it has an undefined symbol with a given prefix.
    private func leavesUndefined(_ prefix: StaticString) throws(ELFError) -> Bool {
        guard let table = dynamicTable,
            let symbols = try table.region(.symbols, part: "the dynamic symbol table")
        else { return false }
        let names = try table.stringTable()
        for index in 0..<(try DynamicSymbolCount.find(in: table, sections: sections)) {
            let entry = try SymbolEntry(symbols, at: index * Symbol.entrySize)
            guard !entry.isDefined, names.hasPrefix(prefix, at: Int(entry.nameOffset)) else { continue }
            return true
        }
        return false
    }
}

extension Region {
    /// Whether a text is at an offset.
    fileprivate func hasPrefix(_ text: StaticString, at offset: Int) -> Bool {
        withBytes { bytes in
            let length = text.utf8CodeUnitCount
            guard offset >= 0, offset <= bytes.count - length else { return false }
            return bytes[offset..<offset + length].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: length))
        }
    }
}
