/// The number of descriptors with the same name.
package struct DescriptorCount: Sendable, Hashable, Codable {
    /// What they are, in words; a socket is named after its peer's address.
    package var name: String
    /// How many there are.
    package var count: Int

    /// Creates a count.
    package init(name: String, count: Int) {
        self.name = name
        self.count = count
    }

    /// Counts names; the most frequent come first.
    static func counting(_ names: some Sequence<String>) -> [DescriptorCount] {
        Dictionary(grouping: names) { $0 }
            .map { DescriptorCount(name: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    }
}

extension DescriptorCount {
    /// The name, with the number if there are several.
    package var inWords: String { count == 1 ? name : "\(name) (\(count) times)" }
}
