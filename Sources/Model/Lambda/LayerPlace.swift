/// A region and an architecture; AWS publishes a layer of Lambda Insights for each.
package struct LayerPlace: Sendable, Hashable {
    /// The region.
    package var region: Region
    /// The architecture.
    package var architecture: Architecture

    /// Creates a place.
    package init(_ region: Region, _ architecture: Architecture) {
        self.region = region
        self.architecture = architecture
    }

    /// Reads the form of the lock, such as `eu-west-1/arm64`; the region may be newer than this release.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let region = Region(form: parts[0]), let architecture = Architecture(rawValue: parts[1])
        else { return nil }
        self.init(region, architecture)
    }
}

extension LayerPlace: Comparable {
    /// Orders places by region, then by architecture.
    package static func < (left: LayerPlace, right: LayerPlace) -> Bool {
        (left.region, left.architecture) < (right.region, right.architecture)
    }
}

extension LayerPlace: CustomStringConvertible {
    /// The form of the lock.
    package var description: String { "\(region)/\(architecture)" }
}

extension Sequence<PlacedFunctions> {
    /// Where functions have a layer of Lambda Insights whose version the configuration leaves open.
    package var openLayerPlaces: Set<LayerPlace> {
        var found: Set<LayerPlace> = []
        for placed in self {
            guard let region = placed.place.region else { continue }
            for function in placed.functions where function.insights == .newest {
                found.insert(LayerPlace(region, function.architecture))
            }
        }
        return found
    }
}
