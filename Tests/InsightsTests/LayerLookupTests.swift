import Model
import Testing

@testable import Insights

/// Looking up a layer.
@Suite
struct LayerLookupTests {
    let catalogue: LayerCatalogue

    init() throws { catalogue = try .bundled() }

    /// A lookup returns the newest trusted layer of the region and architecture, or the pinned one.
    @Test(
        arguments: [
            ("eu-west-1", "x86_64", nil, "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:60"),
            ("eu-west-1", "arm64", nil, "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension-Arm64:23"),
            (
                "us-east-1", "arm64", "1.0.229.0",
                "arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension-Arm64:5"
            ),
            (
                "us-east-1", "arm64", "1.0.229",
                "arn:aws:lambda:us-east-1:580247275435:layer:LambdaInsightsExtension-Arm64:5"
            ),
            (
                "cn-north-1", "x86_64", nil,
                "arn:aws-cn:lambda:cn-north-1:488211338238:layer:LambdaInsightsExtension:48"
            ),
            (
                "us-gov-west-1", "arm64", nil,
                "arn:aws-us-gov:lambda:us-gov-west-1:751350123760:layer:LambdaInsightsExtension-Arm64:6"
            ),
            (
                "ap-southeast-3", "x86_64", nil,
                "arn:aws:lambda:ap-southeast-3:439286490199:layer:LambdaInsightsExtension:33"
            ),
        ] as [(String, String, String?, String)])
    func found(region: String, architecture: String, version: String?, arn: String) throws {
        let layer = try catalogue.layer(
            in: LayerCatalogue.region(named: region), for: #require(Architecture(rawValue: architecture)),
            version: version)
        #expect(layer.arn == arn)
    }

    /// A failed lookup lists what is available instead.
    @Test(
        arguments: [
            ("eu-wst-1", "x86_64", nil, "insights.unknown-region", "eu-west-1"),
            ("eu-west-4", "x86_64", nil, "insights.unknown-region", "eu-west-1, eu-west-2, eu-west-3"),
            ("frankfurt", "x86_64", nil, "insights.unknown-region", "insights list"),
            ("", "x86_64", nil, "insights.unknown-region", "insights list"),
            ("eusc-de-east-1", "x86_64", nil, "insights.no-layer", "insights: false"),
            ("mx-central-1", "arm64", nil, "insights.no-layer", "build for x86_64"),
            ("mx-central-1", "arm64", "1.0.404.0", "insights.no-layer", "build for x86_64"),
            ("il-central-1", "arm64", nil, "insights.no-layer", "aws-cdk #36867"),
            ("il-central-1", "x86_64", "1.0.404.0", "insights.quarantined", "1.0.498.0"),
            ("af-south-1", "x86_64", "1.0.391.0", "insights.quarantined", "456"),
            ("il-central-1", "arm64", "1.0.498.0", "insights.quarantined", "aws-cdk #36867"),
            (
                "eu-west-1", "x86_64", "1.0.776.0", "insights.unknown-arn",
                "newest version known to this release is 1.0.498.0"
            ),
            ("eu-west-1", "arm64", "1.0.776.0", "insights.unknown-version", "1.0.404.0"),
            ("eu-west-1", "x86_64", "60", "insights.unknown-version", "1.0.54.0, 1.0.86.0"),
            ("eu-west-1", "x86_64", "newest", "insights.unknown-version", "1.0.498.0"),
        ] as [(String, String, String?, String, String)])
    func refused(region: String, architecture: String, version: String?, identifier: String, told: String) throws {
        let error = try #require(throws: LayerError.self) {
            try catalogue.layer(
                in: LayerCatalogue.region(named: region), for: #require(Architecture(rawValue: architecture)),
                version: version)
        }
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.identifier == identifier)
        #expect(error.exitStatus == .badInput)
        let text = ([diagnostic.summary, diagnostic.explanation ?? ""] + diagnostic.hints).joined(separator: "\n")
        #expect(text.contains(told), "\(text)")
        #expect(!text.lowercased().contains("latest"))
    }

    /// A quarantined row is never returned, even if the table of layers has it.
    @Test func quarantineWins() throws {
        let catalogue = try LayerCatalogue(
            json: Array(
                """
                {"formatVersion":1,"retrieved":"2026-01-01","accounts":{"eu-west-1":"580247275435"},
                 "layers":{"x86_64":{"1.0.1.0":"eu-west-1:1","1.0.10.0":"eu-west-1:3","1.0.9.0":"eu-west-1:2"}},
                 "quarantined":[{"architecture":"x86_64","version":"1.0.10.0","region":"eu-west-1","published":3,
                 "reason":"odd"}],"knownNewerVersions":{},"sources":[]}
                """.utf8))
        let region = try LayerCatalogue.region(named: "eu-west-1")
        #expect(try catalogue.layer(in: region, for: .x86_64).version.description == "1.0.9.0")
        #expect(catalogue.layers().map(\.version.description) == ["1.0.1.0", "1.0.9.0"])
        #expect(throws: LayerError.self) { try catalogue.layer(in: region, for: .x86_64, version: "1.0.10.0") }
    }

    /// A broken catalogue is an internal error.
    @Test(
        arguments: [
            "", "[]", "{\"formatVersion\":1}",
            """
            {"formatVersion":2,"retrieved":"","accounts":{},"layers":{},"quarantined":[],"knownNewerVersions":{},
            "sources":[]}
            """,
            """
            {"formatVersion":1,"retrieved":"","accounts":{},"layers":{"arm64":{"x":""}},"quarantined":[],
            "knownNewerVersions":{},"sources":[]}
            """,
        ])
    func broken(json: String) throws {
        let error = try #require(throws: LayerError.self) { try LayerCatalogue(json: Array(json.utf8)) }
        #expect(error.exitStatus == .internalFault)
        #expect(error.diagnostics.map(\.identifier) == ["insights.unreadable-catalogue"])
    }
}
