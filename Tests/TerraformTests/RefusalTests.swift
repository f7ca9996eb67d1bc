import Model
import Testing

@testable import Terraform

/// What is refused.
@Suite
struct RefusalTests {
    private static let arm64Layer = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension-Arm64:20"

    private static func sample(
        regions: [String] = ["eu-west-1"],
        layout: ConfigurationLayout = .root,
        _ change: (inout LambdaFunction) -> Void = { _ in }
    ) -> Sample {
        Sample(functions: [.named("orders", change)], regions: regions, layout: layout)
    }

    /// Each error has its identifier.
    @Test(
        arguments: [
            ("terraform.no-functions", Sample(functions: [])),
            ("terraform.no-region", sample(regions: [])),
            ("terraform.no-region", sample(regions: [], layout: .module)),
            ("terraform.mixed-partitions", sample(regions: ["eu-west-1", "cn-north-1"])),
            ("terraform.malformed-account", Sample(functions: [.named("orders")], account: "12345678901")),
            ("terraform.duplicate-function", Sample(functions: [.named("orders"), .named("orders")])),
            ("terraform.no-archive", Sample(functions: [.named("orders")], archives: [:])),
            (
                "terraform.architecture-mismatch",
                Sample(
                    functions: [.named("orders")],
                    archives: [
                        "orders": ArchiveReference(path: "orders.zip", architecture: .x86_64, exists: true)
                    ])
            ),
            (
                "terraform.empty-statement",
                sample { $0.policies = [PolicyStatement(actions: ["s3:GetObject"], resources: [])] }
            ),
            ("terraform.invalid-tag", sample { $0.tags = ["a \"quote\"": ""] }),
            ("function.tags-differ-in-case", sample { $0.tags = ["Team": "a", "team": "b"] }),
            (
                "function.too-many-tags",
                sample { $0.tags = Dictionary(uniqueKeysWithValues: (0...50).map { ("key\($0)", "") }) }
            ),
            (
                "policy.other-partition",
                sample {
                    $0.policies = [PolicyStatement(actions: ["s3:GetObject"], resources: ["arn:aws-cn:s3:::a/*"])]
                }
            ),
            (
                "policy.too-large",
                sample {
                    let resources = (0..<300).map { "arn:aws:s3:::a-bucket-with-a-long-name-\($0)/*" }
                    $0.policies = [
                        PolicyStatement(actions: ["s3:GetObject"], resources: resources.map { .pattern($0) })
                    ]
                }
            ),
            ("terraform.invalid-tag", sample { $0.tags = ["key": "line\nbreak"] }),
            ("terraform.invalid-tag", sample { $0.tags = ["AWS:key": "x"] }),
            ("terraform.invalid-tag", sample { $0.tags = ["key": String(repeating: "x", count: 257)] }),
            (
                "terraform.layer-in-several-regions",
                sample(regions: ["eu-west-1", "us-east-1"]) { $0.insights = .layer(arn: arm64Layer) }
            ),
            (
                "terraform.layer-in-several-regions",
                sample(regions: ["eu-west-1", "us-east-1"]) { $0.layers = [arm64Layer] }
            ),
            ("insights.wrong-region", sample(regions: ["us-east-1"]) { $0.insights = .layer(arn: arm64Layer) }),
            (
                "insights.wrong-region",
                sample { $0.layers = ["arn:aws-cn:lambda:cn-north-1:123456789012:layer:certificates:3"] }
            ),
            (
                "insights.wrong-partition",
                sample { $0.layers = ["arn:aws-cn:lambda:eu-west-1:123456789012:layer:certificates:3"] }
            ),
            (
                "insights.wrong-architecture",
                sample {
                    $0.architecture = .x86_64
                    $0.layers = [arm64Layer]
                }
            ),
            ("insights.malformed-arn", sample { $0.layers = ["arn:aws:lambda:eu-west-1:1:layer:x:3"] }),
            (
                "insights.malformed-arn",
                sample(regions: [], layout: .module) {
                    $0.insights = .disabled
                    $0.layers = ["certificates"]
                }
            ),
            (
                "terraform.adoption-in-module",
                Sample(functions: [.named("orders")], layout: .module, adopted: ["orders"])
            ),
            (
                "terraform.one-bucket-for-regions",
                Sample(
                    functions: [.named("orders")], regions: ["eu-west-1", "us-east-1"],
                    artifacts: ArtifactStore(bucket: "shop-artifacts"))
            ),
            ("insights.unknown-version", sample { $0.insights = .version("9.9") }),
            ("insights.no-layer", sample(regions: ["eu-west-1", "me-west-1"])),
            ("function.name-too-long", Sample(functions: [.named(String(repeating: "a", count: 65))])),
            ("function.environment-too-large", sample { $0.environment = ["A": String(repeating: "x", count: 4_096)] }),
            ("function.reserved-environment", sample { $0.environment = ["AWS_REGION": "x"] }),
            ("function.log-level-needs-json", sample { $0.logs.applicationLevel = .info }),
            ("function.out-of-range", sample { $0.memory = 64 }),
        ] as [(String, Sample)])
    func refusal(identifier: String, sample: Sample) {
        let diagnostics = sample.refusal()
        #expect(diagnostics.map(\.identifier).contains(identifier), "\(diagnostics)")
        #expect(diagnostics.allSatisfy { $0.severity == .error && !$0.summary.hasSuffix(".") })
    }

    /// All errors are reported at once.
    @Test func severalMistakes() {
        let sample = Sample(
            functions: [.named("orders") { $0.memory = 1 }, .named("report") { $0.insights = .version("9.9") }])
        #expect(Set(sample.refusal().map(\.identifier)) == ["function.out-of-range", "insights.unknown-version"])
    }

    /// Bad input and internal errors have different exit statuses.
    @Test func exitStatus() {
        #expect(TerraformError([.noFunctions]).exitStatus == .badInput)
        #expect(TerraformError([.encoding("no")]).exitStatus == .internalFault)
    }
}

/// What is warned of.
@Suite
struct WarningTests {
    private func warnings(
        exists: Bool = true, sizeBytes: Int64? = nil, artifacts: ArtifactStore? = nil,
        _ change: (inout LambdaFunction) -> Void
    ) throws -> [String] {
        let sample = Sample(
            functions: [.named("orders", change)],
            archives: ["orders": ArchiveReference(path: "orders.zip", exists: exists, sizeBytes: sizeBytes)],
            artifacts: artifacts)
        return try sample.configuration().warnings.map(\.identifier)
    }

    /// A function that SIGTERM cannot reach.
    @Test func signal() throws {
        let layer = "arn:aws:lambda:eu-west-1:123456789012:layer:an-extension:3"
        #expect(try warnings { $0.insights = .disabled } == ["terraform.no-sigterm"])
        #expect(try warnings { _ in } == [])
        #expect(
            try warnings {
                $0.insights = .disabled
                $0.layers = [layer]
            } == [])
    }

    /// A function that SIGTERM cannot reach, by what its sources say.
    @Test(
        arguments: [
            (["let x = 1"], ["terraform.no-sigterm"]),
            (["signal(SIGTERM, handler)"], ["function.sigterm-never-sent"]),
            (["signal(SIGTERM, handler)", "\"/2020-01-01/extension/register\""], []),
            (["\"/2020-01-01/extension/register\""], []),
        ])
    func preparation(sources: [String], expected: [String]) throws {
        var sample = Sample(functions: [.named("orders") { $0.insights = .disabled }])
        sample.preparations = ["orders": ShutdownPreparation(sources: sources.map { (file: "Orders.swift", text: $0) })]
        #expect(try sample.configuration().warnings.map(\.identifier) == expected)
        sample.functions = [.named("orders")]
        #expect(try sample.configuration().warnings.isEmpty)
    }

    /// A runtime without support.
    @Test func runtime() throws {
        #expect(try warnings { $0.runtime = .providedAL2 } == ["terraform.runtime-unsupported"])
    }

    /// A missing archive.
    @Test func archive() throws {
        #expect(try warnings(exists: false) { _ in } == ["terraform.archive-missing"])
    }

    /// A local archive that is too large for a request; from a bucket it is not.
    @Test func archiveSize() throws {
        let store = ArtifactStore(bucket: "shop-artifacts")
        #expect(try warnings(sizeBytes: 52_428_800) { _ in } == [])
        #expect(try warnings(sizeBytes: 52_428_801) { _ in } == ["terraform.archive-too-large"])
        #expect(try warnings(sizeBytes: 52_428_801, artifacts: store) { _ in } == [])
        #expect(try warnings(exists: false, artifacts: store) { _ in } == [])
    }

    /// A Lambda Insights layer that the catalogue does not know.
    @Test func layer() throws {
        let arn = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension-Arm64:999"
        #expect(try warnings { $0.insights = .layer(arn: arn) } == ["insights.unknown-arn"])
    }
}
