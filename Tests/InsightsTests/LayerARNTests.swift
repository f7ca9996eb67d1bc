import Model
import Testing

@testable import Insights

/// A layer's full ARN.
@Suite
struct LayerARNTests {
    static let owner = "580247275435"
    let catalogue: LayerCatalogue
    let region: Region

    init() throws {
        catalogue = try .bundled()
        region = try #require(Region("eu-west-1"))
    }

    /// A layer's full ARN can be parsed and printed again.
    @Test func roundTrip() throws {
        let text = "arn:aws-cn:lambda:cn-north-1:123456789012:layer:my-Layer_2:7"
        let arn = try LayerARN(text)
        #expect(arn.region.partition == .china)
        #expect(arn.account == "123456789012")
        #expect(arn.name == "my-Layer_2")
        #expect(arn.version == 7)
        #expect(arn.insightsArchitecture == nil)
        #expect(arn.description == text)
    }

    /// A malformed ARN is refused.
    @Test(
        arguments: [
            ("", "insights.malformed-arn"),
            ("LambdaInsightsExtension:60", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):function:orders", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:60:1", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:0", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:-1", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:+1", "insights.malformed-arn"),
            (
                "arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:99999999999999999999",
                "insights.malformed-arn"
            ),
            ("arn:aws:lambda:eu-west-1:\(owner):layer::1", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:näme:1", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:58024727543:layer:LambdaInsightsExtension:60", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-west-1:5802472754３5:layer:LambdaInsightsExtension:60", "insights.malformed-arn"),
            ("arn:amazon:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:60", "insights.malformed-arn"),
            ("arn:aws:lambda:::awslayer:AmazonLinux1803", "insights.malformed-arn"),
            ("arn:aws:lambda:eu-wset-1:\(owner):layer:LambdaInsightsExtension:60", "insights.unknown-region"),
            ("arn:aws-cn:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:60", "insights.wrong-partition"),
        ])
    func malformed(text: String, identifier: String) throws {
        let error = try #require(throws: LayerError.self) { try LayerARN(text) }
        #expect(error.diagnostics.map(\.identifier) == [identifier])
        #expect(error.exitStatus == .badInput)
    }

    /// An Insights layer that the function cannot use is refused.
    @Test(
        arguments: [
            ("arn:aws:lambda:eu-west-2:\(owner):layer:LambdaInsightsExtension:60", "insights.wrong-region"),
            ("arn:aws-cn:lambda:cn-north-1:488211338238:layer:LambdaInsightsExtension:48", "insights.wrong-region"),
            (
                "arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension-Arm64:23",
                "insights.wrong-architecture"
            ),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension-arm64:23", "insights.not-insights"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:Datadog-Extension:23", "insights.not-insights"),
        ])
    func unusable(text: String, identifier: String) throws {
        let error = try #require(throws: LayerError.self) {
            try catalogue.check(arn: text, in: region, for: .x86_64)
        }
        #expect(error.diagnostics.map(\.identifier) == [identifier])
    }

    /// An ARN that the catalogue does not have is only a warning.
    @Test(
        arguments: [
            ("arn:aws:lambda:eu-west-1:123456789012:layer:LambdaInsightsExtension:1", "insights.unknown-account"),
            ("arn:aws:lambda:eu-west-1:\(owner):layer:LambdaInsightsExtension:600", "insights.unknown-arn"),
        ])
    func warned(text: String, identifier: String) throws {
        let warnings = try catalogue.check(arn: text, in: region, for: .x86_64)
        #expect(warnings.map(\.identifier) == [identifier])
        #expect(!warnings.hasErrors)
    }

    /// The warning about a quarantined layer has the reason.
    @Test func quarantined() throws {
        let warnings = try catalogue.check(
            arn: "arn:aws:lambda:af-south-1:012438385374:layer:LambdaInsightsExtension:456",
            in: #require(Region("af-south-1")), for: .x86_64)
        #expect(warnings.map(\.identifier) == ["insights.untrusted-arn"])
        #expect(warnings.first?.explanation?.contains("obvious typo") == true)
    }

    /// Only the region of other layers is checked.
    @Test func otherLayers() throws {
        let layer = try LayerARN("arn:aws:lambda:eu-west-1:123456789012:layer:ffmpeg:3")
        try layer.check(in: region, for: .arm64)
        let elsewhere = try #require(Region("us-east-1"))
        #expect(throws: LayerError.wrongRegion(layer, wanted: elsewhere)) {
            try layer.check(in: elsewhere, for: .arm64)
        }
        let insights = try LayerARN("arn:aws:lambda:eu-west-1:123456789012:layer:LambdaInsightsExtension:3")
        #expect(throws: LayerError.wrongArchitecture(insights, wanted: .arm64)) {
            try insights.check(in: region, for: .arm64)
        }
    }
}
