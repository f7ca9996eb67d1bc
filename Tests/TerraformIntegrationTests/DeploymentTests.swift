import Foundation
import HCL
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// The layers that the functions of these tests get, in the newest version known.
private let layers: [String] = ["eu-west-1", "us-east-1"].flatMap { name in
    Architecture.allCases.compactMap { architecture in
        guard let region = Region(name) else { return nil }
        return try? LayerCatalogue.bundled().layer(in: region, for: architecture).arn
    }
}

private func layer(_ architecture: Architecture, _ region: String) -> [String] {
    let name = architecture == .arm64 ? ":LambdaInsightsExtension-Arm64:" : ":LambdaInsightsExtension:"
    return layers.filter { $0.contains(name) && $0.contains(":\(region):") }
}

/// Deployments by the real terraform.
@Suite(
    .needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: layers))
struct DeploymentTests {
    private static let hostile = "quote \" backslash \\ ${var.x} %{if} $${y} \n\t Grüße 東京 🚀 </>&'"

    /// AWS admits no other characters in tags.
    private static let tags = ["für alle": "東京 = x/y@z+1", "for": "a:b_c-d"]

    private static func orders(_ name: String) -> LambdaFunction {
        LambdaFunction(
            name: name, product: "Orders", description: hostile, architecture: .arm64, memory: 1_024,
            environment: ["HOSTILE": hostile, "EMPTY": "", "EQUALS": "a=b"],
            logs: LogSettings(retention: 90, format: .json, applicationLevel: .debug, systemLevel: .warn),
            tracing: .active,
            policies: [
                PolicyStatement(
                    actions: ["s3:GetObject"], resources: ["arn:aws:s3:::orders/${aws:PrincipalTag/team}/<&>*"],
                    conditions: ["StringNotLike": ["aws:PrincipalTag/für": ["%{x}", "\"東京\""]]]),
                PolicyStatement(effect: .deny, actions: ["s3:*"], resources: ["*"]),
            ],
            tags: tags)
    }

    /// One region: both architectures, everything set, and strings of every kind.
    @Test func oneRegion() async throws {
        let deployment = try await Deployment(
            [Self.orders("orders"), LambdaFunction(name: "report", product: "Report", architecture: .x86_64)],
            regions: ["eu-west-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        try await deployment.terraform.run(["validate"], in: deployment.directory)
        try await deployment.terraform.run(["fmt", "-check", "-recursive"], in: deployment.directory)
        try await deployment.apply(["-var=tags={\"owner\"=\"shop\"}"])

        let deployed = try await deployment.readBack(region: "eu-west-1")
        let orders = try #require(deployed["orders"])
        #expect(orders.architectures == ["arm64"])
        #expect(orders.layers == layer(.arm64, "eu-west-1"))
        #expect(orders.role == "orders-eu-west-1")
        #expect(orders.codeSha256 == deployment.hashes["orders"])
        #expect(orders.description == Self.hostile)
        #expect(orders.environment == ["HOSTILE": Self.hostile, "EMPTY": "", "EQUALS": "a=b"])
        #expect(orders.tags == Self.tags.merging(["owner": "shop"]) { $1 })
        #expect(orders.memory == 1_024)
        #expect(orders.tracing == "Active")
        #expect(orders.logGroup == "/aws/lambda/orders")
        #expect(orders.retention == 90)
        let logging = [
            "ApplicationLogLevel": "DEBUG", "LogFormat": "JSON", "LogGroup": "/aws/lambda/orders",
            "SystemLogLevel": "WARN",
        ]
        #expect(orders.logging == logging)
        #expect(Set(orders.policies.keys) == ["insights", "logs", "permissions", "tracing"])
        let documents = deployment.policies
        for (policy, file) in [
            ("logs", "orders-logs"), ("insights", "lambda-insights"), ("tracing", "lambda-tracing"),
            ("permissions", "orders-permissions"),
        ] {
            #expect(try value(orders.policies[policy]) == value(documents["policies/\(file).json"]), "\(policy)")
        }
        #expect(try value(orders.trust) == value(documents["policies/lambda-trust.json"]))

        let report = try #require(deployed["report"])
        #expect(report.architectures == ["x86_64"])
        #expect(report.layers == layer(.x86_64, "eu-west-1"))
        #expect(report.codeSha256 == deployment.hashes["report"])
        #expect(report.retention == 30)
        #expect(Set(report.policies.keys) == ["insights", "logs"])
        let group = "arn:aws:logs:eu-west-1:\(Moto.account):log-group:/aws/lambda/report:*"
        #expect(report.policies["logs"]?.contains("\"\(group)\"") == true)
    }

    private func value(_ json: String?) throws -> NSObject {
        let data = Data(try #require(json).utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? NSObject)
    }

    /// Several regions, one after another in one account, and no other.
    @Test func severalRegions() async throws {
        let deployment = try await Deployment(
            [
                LambdaFunction(name: "several-arm64", product: "A", architecture: .arm64),
                LambdaFunction(name: "several-x86", product: "B", architecture: .x86_64),
            ],
            regions: ["eu-west-1", "us-east-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        for region in ["eu-west-1", "us-east-1"] {
            try await deployment.terraform.run(["workspace", "new", region], in: deployment.directory)
            try await deployment.apply(["-var=region=\(region)"])
            let deployed = try await deployment.readBack(region: region)
            #expect(deployed["several-arm64"]?.layers == layer(.arm64, region))
            #expect(deployed["several-x86"]?.layers == layer(.x86_64, region))
            #expect(deployed["several-x86"]?.role == "several-x86-\(region)")
            let resource = "arn:aws:logs:\(region):\(Moto.account):log-group:/aws/lambda/several-x86:*"
            #expect(deployed["several-x86"]?.policies["logs"]?.contains("[\"\(resource)\"]") == true)
        }
        let refused = try await deployment.terraform.run(
            ["plan", "-no-color", "-var=region=eu-north-1"], in: deployment.directory, status: 1)
        #expect(refused.error.contains("This configuration supports only eu-west-1, us-east-1."))
    }

    /// A module uses the region of its caller's provider, and refuses an unknown one.
    @Test func module() async throws {
        let deployment = try await Deployment(
            [
                LambdaFunction(name: "module-arm64", product: "A", architecture: .arm64),
                LambdaFunction(name: "module-x86", product: "B", architecture: .x86_64),
            ],
            regions: ["eu-west-1", "us-east-1"], layout: .module)
        func call(from region: String) throws {
            try deployment.write(
                "main.tf",
                [
                    deployment.provider(Argument("region", .string(region))),
                    Block("module", "functions") {
                        Argument("source", .string("../functions"))
                    },
                    Block("output", "arns") {
                        Argument("value", .reference("module", "functions", "function_arns"))
                    },
                ])
        }
        try call(from: "us-east-1")
        try await deployment.terraform.run(["init"], in: deployment.directory)
        try await deployment.terraform.run(["validate"], in: deployment.directory)
        try await deployment.terraform.run(["fmt", "-check", "-recursive", ".."], in: deployment.directory)
        try await deployment.apply()
        let deployed = try await deployment.readBack(region: "us-east-1")
        #expect(deployed["module-arm64"]?.layers == layer(.arm64, "us-east-1"))
        #expect(deployed["module-x86"]?.layers == layer(.x86_64, "us-east-1"))
        #expect(deployed["module-x86"]?.role == "module-x86-us-east-1")

        try call(from: "eu-north-1")
        let refused = try await deployment.terraform.run(["plan", "-no-color"], in: deployment.directory, status: 1)
        let words = refused.error.split(whereSeparator: \.isWhitespace).filter { $0 != "│" }.joined(separator: " ")
        #expect(words.contains("is eu-north-1; this module supports only eu-west-1, us-east-1."))
    }
}
