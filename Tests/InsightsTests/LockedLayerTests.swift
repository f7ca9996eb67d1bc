import Model
import Testing

@testable import Insights

/// Layers that `swiftlambda.lock` records.
@Suite struct LockedLayerTests {
    let catalogue: LayerCatalogue
    private static let owner = "580247275435"

    init() throws { catalogue = try .bundled() }

    private static func arn(_ number: Int, region: String = "eu-west-1", owner: String = owner) -> String {
        "arn:aws:lambda:\(region):\(owner):layer:LambdaInsightsExtension:\(number)"
    }

    private func found(
        _ version: String, _ arn: String, in region: String = "eu-west-1"
    ) throws -> (layer: InsightsLayer, warnings: [Diagnostic]) {
        try catalogue.layer(
            in: #require(Region(form: region)), for: .x86_64,
            locked: LockedLayer(version: version, arn: arn, location: .init(file: "swiftlambda.lock", line: 4)))
    }

    @Test func anOlderLayerStays() throws {
        let old = try #require(
            catalogue.layers(in: Region(form: "eu-west-1"), for: .x86_64).dropLast().last)
        let found = try found("\(old.version)", old.arn)
        #expect(found.layer == old)
        #expect(found.warnings.isEmpty)
        let newest = try catalogue.layer(in: old.region, for: .x86_64, locked: nil)
        #expect(newest.layer.isNewestKnown)
    }

    @Test func aLayerOfANewerReleaseIsUsed() throws {
        let found = try found("1.0.9000.0", Self.arn(9000))
        #expect(found.layer.arn == Self.arn(9000))
        #expect(found.warnings.isEmpty)
        let unknown = try self.found("1.0.9000.0", Self.arn(3, region: "eu-north-9"), in: "eu-north-9")
        #expect(unknown.layer.arn == Self.arn(3, region: "eu-north-9"))
    }

    @Test func aDoubtfulLayerHasAWarningWithItsPlace() throws {
        for (arn, identifier) in [
            (Self.arn(59), "insights.unknown-arn"), (Self.arn(9000, owner: "111122223333"), "insights.unknown-account"),
        ] {
            let version = identifier == "insights.unknown-arn" ? "1.0.1.0" : "1.0.9000.0"
            let warnings = try found(version, arn).warnings
            #expect(warnings.map(\.identifier) == [identifier])
            #expect(warnings.first?.location?.line == 4)
        }
    }

    @Test(arguments: [
        ("1.0.498.0", arn(60, region: "eu-west-2"), "insights.wrong-region"),
        ("1.0.498.0", arn(60) + "x", "insights.malformed-arn"), ("1.0.1.0", arn(60), "lock.version-differs"),
        (
            "1.0.404.0", "arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension-Arm64:23",
            "insights.wrong-architecture"
        ),
        ("1.0.404.0", "arn:aws:lambda:eu-west-1:\(owner):layer:other:23", "insights.not-insights"),
    ])
    func aWrongLayerIsRefused(version: String, arn: String, identifier: String) throws {
        let error = try #require(throws: LayerError.self) { try found(version, arn) }
        let locked = LockedLayer(version: version, arn: arn, location: .init(file: "swiftlambda.lock", line: 4))
        let diagnostic = try #require(error.diagnostics(of: locked).first)
        #expect(diagnostic.identifier == identifier)
        #expect(diagnostic.location?.line == 4)
        #expect(diagnostic.hints == ["`swiftlambda lock --update` replaces the layer in swiftlambda.lock"])
    }

    /// A region that this release does not know has three ways out.
    @Test func anUnknownRegion() throws {
        let error = try #require(throws: LayerError.self) {
            try catalogue.layer(in: try #require(Region(form: "eu-north-9")), for: .arm64)
        }
        let diagnostic = try #require(error.diagnostics.first)
        #expect(diagnostic.identifier == "insights.no-layer")
        let hints = diagnostic.hints.joined(separator: "\n")
        for text in ["eu-north-1", "`insights: { regions: { eu-north-9: false } }`", "`insights: false`", "arn:"] {
            #expect(hints.contains(text))
        }
    }
}
