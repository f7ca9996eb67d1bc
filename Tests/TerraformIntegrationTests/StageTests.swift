import HCL
import Insights
import Model
import Terraform
import TestSupport
import Testing

private let layers: [String] = ["eu-west-1", "us-east-1"].flatMap { name in
    Architecture.allCases.compactMap { architecture in
        guard let region = Region(name) else { return nil }
        return try? LayerCatalogue.bundled().layer(in: region, for: architecture).arn
    }
}

/// One configuration for several stages, deployed by the real terraform.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct StageTests {
    private static func place(
        _ stage: String, _ region: String, _ change: (inout LambdaFunction) -> Void = { _ in }
    ) throws -> PlacedFunctions {
        let region: Region = try #require(Region(region))
        var function = LambdaFunction(name: "shop", product: "Shop", architecture: .arm64)
        function.namePattern = .staged
        function.nameInPlace = "shop-\(stage)"
        function.environment = ["STAGE": stage]
        change(&function)
        return PlacedFunctions(
            Placement(stage: stage, region: region), account: Moto.account, functions: [function])
    }

    /// Each stage has what it should, side by side in one account, and a second plan finds nothing to change.
    @Test func stagesSideBySide() async throws {
        let deployment = try await Deployment([
            Self.place("dev", "eu-west-1") { shop in
                shop.memory = 256
                shop.environment["DEBUG"] = "1"
            },
            Self.place("prod", "eu-west-1") { $0.tracing = .active },
            Self.place("prod", "us-east-1") { shop in
                shop.tracing = .active
                shop.insights = .disabled
                shop.timeout = 60
            },
        ])
        try deployment.write("moto_override.tf", [deployment.provider(Argument("allowed_account_ids", .null))])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        try await deployment.terraform.run(["validate"], in: deployment.directory)
        try await deployment.terraform.run(["fmt", "-check", "-recursive"], in: deployment.directory)
        for (stage, region) in [("dev", "eu-west-1"), ("prod", "eu-west-1"), ("prod", "us-east-1")] {
            try await deployment.terraform.run(["workspace", "new", "\(stage)-\(region)"], in: deployment.directory)
            try await deployment.apply(["-var=stage=\(stage)", "-var=region=\(region)"])
        }

        let names = ["shop-dev", "shop-prod"]
        let west = try await deployment.readBack(region: "eu-west-1", names: names)
        let dev = try #require(west["shop-dev"])
        let prod = try #require(west["shop-prod"])
        #expect(dev.memory == 256)
        #expect(dev.environment == ["STAGE": "dev", "DEBUG": "1"])
        #expect(dev.role == "shop-dev-eu-west-1")
        #expect(dev.logGroup == "/aws/lambda/shop-dev")
        #expect(dev.tracing == "PassThrough")
        #expect(Set(dev.policies.keys) == ["insights", "logs"])
        #expect(dev.policies["logs"]?.contains(":log-group:/aws/lambda/shop-dev:*") == true)
        #expect(prod.memory == 512)
        #expect(prod.environment == ["STAGE": "prod"])
        #expect(prod.tracing == "Active")
        #expect(Set(prod.policies.keys) == ["insights", "logs", "tracing"])
        #expect(prod.policies["logs"]?.contains(":log-group:/aws/lambda/shop-prod:*") == true)
        #expect(prod.layers.count == 1)

        let east = try #require(try await deployment.readBack(region: "us-east-1", names: ["shop-prod"])["shop-prod"])
        #expect(east.layers.isEmpty)
        #expect(Set(east.policies.keys) == ["logs", "tracing"])
        #expect(east.role == "shop-prod-us-east-1")

        let refused = try await deployment.terraform.run(
            ["plan", "-no-color", "-var=stage=dev", "-var=region=us-east-1"], in: deployment.directory, status: 1)
        let words = refused.error.split(whereSeparator: \.isWhitespace).filter { $0 != "│" }.joined(separator: " ")
        #expect(words.contains("The region is us-east-1, to which the stage dev is not deployed."))
    }

    /// A project that adds stages keeps what is deployed, if its stage keeps the name.
    @Test func aDeployedFunctionBecomesAStage() async throws {
        let before = LambdaFunction(name: "shop", product: "Shop", architecture: .arm64)
        let deployment = try await Deployment([before], regions: ["eu-west-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        try await deployment.apply()
        try deployment.rewrite([
            Self.place("dev", "eu-west-1"),
            Self.place("prod", "eu-west-1") { shop in
                shop.namePattern = .plain
                shop.nameInPlace = nil
                shop.environment = [:]
            },
        ])
        try deployment.write("moto_override.tf", [deployment.provider(Argument("allowed_account_ids", .null))])
        try await deployment.terraform.run(["plan", "-detailed-exitcode", "-var=stage=prod"], in: deployment.directory)
    }
}
