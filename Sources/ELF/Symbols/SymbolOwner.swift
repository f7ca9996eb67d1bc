/// The owner of a symbol's code or data, according to its name.
package enum SymbolOwner: Sendable, Hashable {
    /// A Swift module; `__C` stands for the Swift side of imported C declarations.
    case swiftModule(String)
    /// C++, by the Itanium ABI's mangling.
    case cPlusPlus
    /// C, assembly, and everything else with a plain name.
    case other
}

extension SymbolOwner: CustomStringConvertible {
    /// The module's name, or the language.
    package var description: String {
        switch self {
        case .swiftModule(let name): name
        case .cPlusPlus: "C++"
        case .other: "C and assembly"
        }
    }
}

extension SymbolOwner {
    /// The owner of a symbol with a name, mangled as in the file.
    package init(symbolNamed name: String) {
        let bytes = Array(name.utf8)
        self = bytes.withUnsafeBytes { SymbolOwner($0) }
    }

    init(_ name: UnsafeRawBufferPointer) {
        if let mangled = Self.mangledSwift(name) {
            var mangling = SwiftMangling(mangled)
            self = .swiftModule(String(decoding: mangling.module(), as: UTF8.self))
        } else if name.starts(with: "_Z".utf8) || name.starts(with: "_GLOBAL__sub_I_".utf8)
            || name.starts(with: "__cxx_global_".utf8)
        {
            self = .cPlusPlus
        } else {
            self = .other
        }
    }

    // The part of a name in Swift's mangling, without its prefixes.
    private static func mangledSwift(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var rest = name
        // Prefixes that linkers and the compiler put before whole names.
        for prefix in ["got.", "_", "l_"] where rest.starts(with: prefix.utf8) {
            let after = UnsafeRawBufferPointer(rebasing: rest[prefix.utf8.count...])
            if after.first == UInt8(ascii: "$") { rest = after }
        }
        if rest.count > 2, rest[0] == UInt8(ascii: "$") {
            switch rest[1] {
            case UInt8(ascii: "s"), UInt8(ascii: "S"), UInt8(ascii: "e"):
                return UnsafeRawBufferPointer(rebasing: rest[2...])
            default: return nil
            }
        }
        // Names of metadata that the compiler shares between modules: words, then a mangled type in which `_____`
        // stands for each of the types after it.
        for prefix in ["symbolic ", "associated conformance ", "default associated conformance", "get_type_metadata "]
        where rest.starts(with: prefix.utf8) {
            let after = UnsafeRawBufferPointer(rebasing: rest[prefix.utf8.count...])
            guard after.contains(UInt8(ascii: "_")), let space = after.firstIndex(of: UInt8(ascii: " ")) else {
                return after
            }
            return UnsafeRawBufferPointer(rebasing: after[(space + 1)...])
        }
        return nil
    }
}
