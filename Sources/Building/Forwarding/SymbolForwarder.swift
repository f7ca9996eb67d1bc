/// A function of a C or C++ library whose calls go to an older version of it, so that an older library suffices.
package struct SymbolForwarder: Sendable, Hashable, Codable {
    /// The function, mangled as in the library.
    package var name: String
    /// The library's name, such as `libm.so.6`.
    package var library: String
    /// The version that programs get otherwise.
    package var from: String
    /// The version that is called instead.
    package var to: String

    /// Creates a forwarder.
    package init(name: String, library: String, from: String, to: String) {
        self.name = name
        self.library = library
        self.from = from
        self.to = to
    }
}

extension SymbolForwarder {
    /// The prefix of the symbols that mark forwarders in a binary that is not stripped.
    static let markerPrefix = "swiftlambda.forwarder:"

    /// The symbol that marks it in a binary.
    var marker: String { Self.markerPrefix + [name, library, from, to].joined(separator: ":") }

    /// Reads a mark.
    init?(marker: String) {
        guard marker.hasPrefix(Self.markerPrefix) else { return nil }
        let parts = marker.dropFirst(Self.markerPrefix.count).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 4, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(
            name: String(parts[0]), library: String(parts[1]), from: String(parts[2]), to: String(parts[3]))
    }
}
