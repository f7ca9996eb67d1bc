/// An AWS region that this release knows.
package struct Region: Sendable, Hashable {
    /// The region's name, such as `eu-west-1`.
    package let name: String
    /// The partition it belongs to.
    package let partition: Partition

    /// Looks a region up by its exact name.
    package init?(_ name: String) {
        guard let partition = Partition.allCases.first(where: { $0.regionNames.contains(name) }) else { return nil }
        self.name = name
        self.partition = partition
    }

    /// All regions that this release knows, by name.
    package static var all: [Region] {
        Partition.allCases.flatMap(\.regionNames).sorted().compactMap { Region($0) }
    }
}

extension Region: Comparable {
    /// Orders regions by name.
    package static func < (left: Region, right: Region) -> Bool { left.name < right.name }
}

extension Region: CustomStringConvertible {
    /// The region's name.
    package var description: String { name }
}
