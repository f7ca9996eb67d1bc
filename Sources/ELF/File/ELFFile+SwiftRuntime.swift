/// How a file comes by the Swift runtime, of which a process may have one only.
package enum SwiftRuntimeSource: Sendable, Hashable {
    /// It holds the runtime: linked statically, or as the library itself.
    case own
    /// It asks for the runtime's shared library.
    case shared
}

extension ELFFile {
    /// The file name of the runtime's shared library.
    package static let swiftRuntimeLibrary = "libswiftCore.so"

    /// Whether it has something that the Swift runtime reads; what the Swift compiler only linked has such sections empty.
    package var hasSwiftCode: Bool {
        sections.contains { $0.isLoaded && $0.size > 0 && $0.name.hasPrefix("swift5_") }
    }

    /// Whether its Swift code works with a runtime: it has types of its own, or takes symbols of Swift's from others.
    ///
    /// Without either, what was compiled uses no runtime, although it was linked to one.
    package func usesSwiftRuntime() throws(ELFError) -> Bool {
        if hasSwiftCode { return true }
        return try leavesUndefined("$s")
    }

    /// How the file comes by the Swift runtime, or `nil` where it has no Swift code or does not say.
    ///
    /// Swift code has sections that the runtime reads (`swift5_…`). Where it neither asks for the runtime's library nor
    /// leaves the runtime's functions undefined for others to bring, the runtime was linked into it.
    package func swiftRuntimeSource() throws(ELFError) -> SwiftRuntimeSource? {
        if dynamic?.soname == Self.swiftRuntimeLibrary { return .own }
        if dynamic?.neededLibraries.contains(Self.swiftRuntimeLibrary) == true { return .shared }
        guard hasSwiftCode else { return nil }
        return try leavesUndefined("swift_") ? nil : .own
    }

    /// Whether it has an undefined symbol that begins so.
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
    /// Whether a text stands at an offset.
    fileprivate func hasPrefix(_ text: StaticString, at offset: Int) -> Bool {
        withBytes { bytes in
            let length = text.utf8CodeUnitCount
            guard offset >= 0, offset <= bytes.count - length else { return false }
            return bytes[offset..<offset + length].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: length))
        }
    }
}
