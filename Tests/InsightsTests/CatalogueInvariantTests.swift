import Model
import Testing

@testable import Insights

/// The bundled catalogue.
@Suite
struct CatalogueInvariantTests {
    let catalogue: LayerCatalogue
    let document: LayerDocument

    init() throws {
        catalogue = try .bundled()
        document = try LayerDocument(bytes: PackageResources.insights_layers_json)
    }

    /// The bundled catalogue has every trusted row, and only those.
    @Test func everyRow() {
        let quarantined = Set(document.quarantined.map { "\($0.architecture) \($0.version) \($0.region)" })
        var rows: Set<String> = []
        for (architecture, releases) in document.layers {
            for (version, regions) in releases {
                rows.formUnion(regions.regions.map { "\(architecture) \(version) \($0)" })
            }
        }
        let offered = catalogue.layers().map { "\($0.architecture) \($0.version) \($0.region)" }
        #expect(offered.count > 600)
        #expect(Set(offered).count == offered.count)
        #expect(Set(offered) == rows.subtracting(quarantined))
    }

    /// The bundled catalogue has well-formed ARNs of the region's partition and owner.
    @Test func arns() throws {
        for layer in catalogue.layers() {
            let parsed = try LayerARN(layer.arn)
            #expect(parsed == layer.layerARN)
            #expect(parsed.region == layer.region)
            #expect(layer.arn.hasPrefix("arn:\(layer.region.partition.rawValue):lambda:\(layer.region):"))
            #expect(parsed.account == document.accounts[layer.region.name])
            #expect(parsed.insightsArchitecture == layer.architecture)
            #expect(try catalogue.check(arn: layer.arn, in: layer.region, for: layer.architecture).isEmpty)
        }
    }

    /// The bundled catalogue has one newest layer for each region and architecture, which is the default.
    @Test func newest() throws {
        let byPlace = Dictionary(grouping: catalogue.layers()) { "\($0.region) \($0.architecture)" }
        #expect(byPlace.count == 38 + 26)
        for layers in byPlace.values {
            let newest = try #require(layers.max { $0.version < $1.version })
            #expect(layers.filter(\.isNewestKnown) == [newest])
            #expect(try catalogue.layer(in: newest.region, for: newest.architecture) == newest)
        }
    }

    /// The bundled catalogue names only regions, versions and architectures that the model knows.
    @Test func names() {
        for name in document.accounts.keys { #expect(Region(name) != nil, "\(name)") }
        for architecture in document.layers.keys { #expect(Architecture(rawValue: architecture) != nil) }
        for row in document.quarantined {
            #expect(Region(row.region) != nil)
            #expect(DottedVersion(row.version) != nil)
            #expect(!row.reason.isEmpty)
        }
    }

    /// The bundled catalogue is sorted by region, architecture and version.
    @Test func order() {
        let keys = catalogue.layers().map { ($0.region.name, $0.architecture.rawValue, $0.version) }
        for (earlier, later) in zip(keys, keys.dropFirst()) { #expect(earlier < later) }
    }

    /// The bundled catalogue lists newer versions whose ARNs are unknown.
    @Test func newerVersions() throws {
        let newest = try #require(DottedVersion("1.0.498.0"))
        #expect(
            catalogue.newerVersions(than: newest, for: .x86_64).map(\.description) == ["1.0.660.0", "1.0.776.0"])
        #expect(catalogue.newerVersions(than: newest, for: .arm64).map(\.description) == ["1.0.660.0"])
        let known = try #require(DottedVersion("1.0.776.0"))
        #expect(catalogue.newerVersions(than: known, for: .x86_64).isEmpty)
    }

    /// The bundled catalogue has a known region, its account and a number in every row.
    @Test func everyRowIsRead() throws {
        for row in document.layers.values.flatMap(\.values) {
            #expect(row.regions.count >= 8)
            for region in row.regions {
                #expect(Region(region) != nil)
                #expect(document.accounts[region] != nil)
                #expect(try #require(row[region]) > 0)
            }
        }
    }
}
