/// An AWS region.
package struct Region: Sendable, Hashable {
    /// The region's name, such as `eu-west-1`.
    package let name: String
    /// The partition it belongs to.
    package let partition: Partition

    /// Looks a region that this release knows up by its exact name.
    package init?(_ name: String) {
        guard let partition = Partition.allCases.first(where: { $0.regionNames.contains(name) }) else { return nil }
        self.name = name
        self.partition = partition
    }

    /// Reads the name of a region that this release knows, or that has the form of a region's name.
    package init?(form name: String) {
        if let known = Region(name) {
            self = known
            return
        }
        guard let partition = Self.partition(ofForm: name) else { return nil }
        self.name = name
        self.partition = partition
    }

    /// Whether this release knows the region.
    package var isKnown: Bool { partition.regionNames.contains(name) }

    /// All regions that this release knows, by name.
    package static var all: [Region] {
        Partition.allCases.flatMap(\.regionNames).sorted().compactMap { Region($0) }
    }

    /// The parts before the direction, by partition; in the standard one it is a country or a continent of two letters.
    ///
    /// Source: botocore's partitions table (`regionRegex`).
    private static let prefixes: [[Substring]: Partition] = [
        ["cn"]: .china, ["us", "gov"]: .govCloud, ["us", "iso"]: .iso, ["us", "isob"]: .isoB, ["eu", "isoe"]: .isoE,
        ["us", "isof"]: .isoF, ["eusc", "de"]: .europeanSovereignCloud,
    ]
    private static let directions: Set<Substring> = [
        "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
    ]

    /// The partition of a name such as `eu-north-9`; `nil` if no region has a name like that.
    private static func partition(ofForm name: String) -> Partition? {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, directions.contains(parts[parts.count - 2]), let number = parts.last,
            let first = number.utf8.first, number.utf8.count <= 2,
            (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(first),
            number.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        let prefix = Array(parts.dropLast(2))
        if let partition = prefixes[prefix] { return partition }
        let isCountry =
            prefix.count == 1 && prefix[0].utf8.count == 2
            && prefix[0].utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return isCountry ? .aws : nil
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
