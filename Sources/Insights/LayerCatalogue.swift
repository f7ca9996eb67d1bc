package import Model

/// The Lambda Insights layers known to this release.
///
/// A row that contradicts its neighbours is quarantined with a reason: it is never offered, and a version pinned to
/// it is refused.
package struct LayerCatalogue: Sendable {
    /// One version of the extension for one architecture.
    struct Release: Sendable {
        var version: DottedVersion
        /// Layer version numbers by region name, trusted ones only.
        var numbers: LayerNumbers
        /// Why other regions' rows are not trusted, by region name.
        var quarantine: [String: (published: Int, reason: String)]
    }

    /// The date on which the tables were read, in ISO 8601.
    package let retrieved: String
    /// The source of the rows.
    package let sources: [String]
    /// Owners by region name.
    let accounts: [String: String]
    /// Releases by architecture, the newest first.
    private let releases: [Architecture: [Release]]
    private let newerVersions: [Architecture: [DottedVersion]]

    /// The catalogue included in this release.
    package static func bundled() throws(LayerError) -> LayerCatalogue {
        try LayerCatalogue(json: PackageResources.insights_layers_json)
    }

    /// Reads a catalogue.
    package init(json: [UInt8]) throws(LayerError) {
        let document = try LayerDocument(bytes: json)
        var releases: [Architecture: [Release]] = [:]
        var newerVersions: [Architecture: [DottedVersion]] = [:]
        for architecture in Architecture.allCases {
            releases[architecture] = try Self.releases(of: document, for: architecture)
            newerVersions[architecture] = try (document.knownNewerVersions[architecture.rawValue] ?? [])
                .map { text throws(LayerError) in try Self.version(text) }
                .sorted()
        }
        retrieved = document.retrieved
        sources = document.sources
        accounts = document.accounts
        self.releases = releases
        self.newerVersions = newerVersions
    }

    private static func releases(
        of document: LayerDocument,
        for architecture: Architecture
    ) throws(LayerError) -> [Release] {
        let quarantined = document.quarantined.filter { $0.architecture == architecture }
        let rows = document.layers[architecture.rawValue] ?? [:]
        var releases: [Release] = []
        for text in Set(rows.keys).union(quarantined.map(\.version)) {
            var release = Release(version: try version(text), numbers: rows[text] ?? LayerNumbers(""), quarantine: [:])
            for row in quarantined where row.version == text {
                release.numbers.exclude(row.region)
                release.quarantine[row.region] = (row.published, row.reason)
            }
            releases.append(release)
        }
        return releases.sorted { $0.version > $1.version }
    }

    private static func version(_ text: String) throws(LayerError) -> DottedVersion {
        guard let version = DottedVersion(text) else {
            throw .unreadableCatalogue(problem: "'\(text)' is not a version.")
        }
        return version
    }

    /// The releases for an architecture, the newest first.
    func releases(for architecture: Architecture) -> [Release] { releases[architecture] ?? [] }

    /// Looks up a region by its name.
    static func region(named name: String) throws(LayerError) -> Region {
        guard let region = Region(name) else {
            throw .unknownRegion(name, nearest: nearestRegions(to: name))
        }
        return region
    }

    /// The known regions with similar names.
    static func nearestRegions(to name: String) -> [String] {
        nearestNames(to: name, among: Region.all.map(\.name))
    }

    /// The layer for a region and architecture.
    ///
    /// - Parameter version: the version of the extension; `nil` means the newest trusted one known to this release.
    package func layer(
        in region: Region,
        for architecture: Architecture,
        version: String? = nil
    ) throws(LayerError) -> InsightsLayer {
        let available = layers(in: region, for: architecture)
        guard let version else {
            guard let newest = available.last else { throw noLayer(in: region, for: architecture) }
            return newest
        }
        let wanted = DottedVersion(version)
        if let layer = available.first(where: { $0.version == wanted }) { return layer }

        let request = LayerError.Request(version: version, region: region, architecture: architecture)
        if let release = releases(for: architecture).first(where: { $0.version == wanted }),
            let row = release.quarantine[region.name]
        {
            throw .quarantined(request, reason: row.reason, available: available.map(\.version))
        }
        if available.isEmpty { throw noLayer(in: region, for: architecture) }
        let exists = newerVersions[architecture]?.contains { $0 == wanted } ?? false
        throw exists
            ? .unknownARN(request, available: available.map(\.version))
            : .unknownVersion(request, available: available.map(\.version))
    }

    private func noLayer(in region: Region, for architecture: Architecture) -> LayerError {
        let others = Architecture.allCases.filter { $0 != architecture && !layers(in: region, for: $0).isEmpty }
        let reasons = releases(for: architecture).compactMap { release in
            release.quarantine[region.name].map { "\(release.version): \($0.reason)" }
        }
        return .noLayer(region: region, architecture: architecture, otherArchitectures: others, quarantined: reasons)
    }

    /// The trusted layers, by region, architecture and version, the oldest first.
    ///
    /// - Parameters:
    ///   - region: the only region wanted, or `nil` for all.
    ///   - architecture: the only architecture wanted, or `nil` for all.
    package func layers(in region: Region? = nil, for architecture: Architecture? = nil) -> [InsightsLayer] {
        let regions = region.map { [$0] } ?? Region.all
        let architectures = architecture.map { [$0] } ?? Architecture.allCases.sorted()
        return regions.flatMap { region in
            architectures.flatMap { trustedLayers(in: region, for: $0) }
        }
    }

    private func trustedLayers(in region: Region, for architecture: Architecture) -> [InsightsLayer] {
        guard let account = accounts[region.name] else { return [] }
        let rows = releases(for: architecture).reversed().compactMap { release in
            release.numbers[region.name].map { (release.version, $0) }
        }
        return rows.enumerated().map { index, row in
            InsightsLayer(
                region: region, architecture: architecture, version: row.0,
                layerARN: LayerARN(
                    region: region, account: account, name: architecture.insightsLayerName, version: row.1),
                isNewestKnown: index == rows.count - 1)
        }
    }

    /// Versions of the extension that are newer than a given one and known to exist, but whose ARNs this release does
    /// not know, the oldest first.
    package func newerVersions(than version: DottedVersion, for architecture: Architecture) -> [DottedVersion] {
        (newerVersions[architecture] ?? []).filter { $0 > version }
    }
}
