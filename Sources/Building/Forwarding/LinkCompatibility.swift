package import ELF

/// What makes a program start with older libraries than those that it was linked to.
package struct LinkCompatibility: Sendable, Hashable, Codable {
    /// Functions whose older version is called, sorted by name.
    package var forwarders: [SymbolForwarder]
    /// Functions that older libraries lack, and that the program defines itself; sorted.
    package var definitions: [String]

    /// Creates a value.
    package init(forwarders: [SymbolForwarder] = [], definitions: [String] = []) {
        self.forwarders = forwarders
        self.definitions = definitions
    }

    /// Whether there is nothing.
    package var isEmpty: Bool { forwarders.isEmpty && definitions.isEmpty }

    /// The symbols that mark definitions in a binary that is not stripped.
    static let definitionMarkerPrefix = "swiftlambda.definition:"

    /// Reads what some binaries contain, from their symbols; the binaries must not be stripped.
    package init(linkedInto files: [ELFFile]) throws(ELFError) {
        var forwarders: Set<SymbolForwarder> = []
        var definitions: Set<String> = []
        for file in files {
            for marker in try file.symbolNames(startingWith: "swiftlambda.") {
                if let forwarder = SymbolForwarder(marker: marker) {
                    forwarders.insert(forwarder)
                } else if marker.hasPrefix(Self.definitionMarkerPrefix) {
                    definitions.insert(String(marker.dropFirst(Self.definitionMarkerPrefix.count)))
                }
            }
        }
        self.init(
            forwarders: forwarders.sorted { ($0.name, $0.from) < ($1.name, $1.from) },
            definitions: definitions.sorted())
    }
}
