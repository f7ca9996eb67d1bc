import Model
import Testing

@testable import Project

/// Functions in the stages and regions of a configuration.
@Suite struct StageResolutionTests {
    private static let yaml = """
        version: 1
        regions: [eu-west-1, us-east-1]
        account: "111111111111"
        stages:
          dev: { regions: [eu-west-1], memory: 256, environment: { LOG: debug }, logs: { level: null } }
          prod: { account: "222222222222", tags: { tier: gold } }
        defaults:
          memory: 512
          logs: { format: json, level: info }
          environment: { LOG: info, EXTRA: x }
          regions: { us-east-1: { timeout: 60 } }
        functions:
          orders:
            memory: 1024
            environment: { EXTRA: null, TABLE: orders }
            layers: ["arn:aws:lambda:{region}:111122223333:layer:tracing:7", { eu-west-1: e, us-east-1: u }]
            insights: { regions: { us-east-1: false } }
            stages: { prod: { memory: 2048 } }
            regions: { us-east-1: { memory: 1536, timeout: 10 } }
          report: { name: "{function}" , stages: { dev: { name: "{stage}-{function}" } } }
        """

    private func project(
        _ yaml: String = yaml, overrides: ProjectOverrides = ProjectOverrides()
    ) async throws -> ResolvedProject {
        try await settings(yaml, overrides: overrides, hostArchitecture: .arm64).resolve(products: .waived) { shop }
    }

    private func function(_ name: String, _ place: String) async throws -> LambdaFunction {
        let placed = try await project().places.first {
            "\($0.place.stage ?? "") \($0.place.region?.name ?? "")" == place
        }
        return try #require(placed?.functions.first { $0.name == name })
    }

    @Test func eachStageHasItsRegionsAndAccount() async throws {
        let places = try await project().places
        #expect(
            places.map { "\($0.place.stage ?? "") \($0.place.region?.name ?? "") \($0.account ?? "")" } == [
                "dev eu-west-1 111111111111", "prod eu-west-1 222222222222", "prod us-east-1 222222222222",
            ])
    }

    @Test func theMoreSpecificSettingCounts() async throws {
        #expect(try await function("orders", "dev eu-west-1").memory == 256)
        #expect(try await function("orders", "prod eu-west-1").memory == 2048)
        #expect(try await function("orders", "prod us-east-1").memory == 2048)
        #expect(try await function("report", "prod us-east-1").memory == 512)
        #expect(try await function("orders", "prod us-east-1").timeout == 10)
        #expect(try await function("report", "prod us-east-1").timeout == 60)
        #expect(try await function("report", "prod eu-west-1").timeout == 30)
    }

    @Test func textsAreMergedOneByOneAndNullRemoves() async throws {
        #expect(try await function("orders", "dev eu-west-1").environment == ["LOG": "debug", "TABLE": "orders"])
        #expect(try await function("report", "dev eu-west-1").environment == ["LOG": "debug", "EXTRA": "x"])
        #expect(try await function("report", "dev eu-west-1").logs.applicationLevel == nil)
        #expect(try await function("report", "prod eu-west-1").logs.applicationLevel == .info)
        #expect(try await function("report", "prod eu-west-1").tags == ["tier": "gold"])
    }

    @Test func layersOfTheRegion() async throws {
        let east = try await function("orders", "prod us-east-1")
        #expect(east.layers == ["arn:aws:lambda:us-east-1:111122223333:layer:tracing:7", "u"])
        #expect(east.insights == .disabled)
        #expect(try await function("orders", "prod eu-west-1").insights == .newest)
    }

    @Test func namesHaveTheStageUnlessTheyAreOnesOwn() async throws {
        #expect(try await function("orders", "dev eu-west-1").deployedName == "orders-dev")
        #expect(try await function("report", "prod us-east-1").deployedName == "report")
        #expect(try await function("report", "dev eu-west-1").deployedName == "dev-report")
    }

    /// Only the names of parameters and secrets are known here, and nothing of Terraform's values.
    @Test func referencesInTheEnvironment() async throws {
        let yaml = """
            version: 1
            functions:
              orders:
                environment:
                  TABLE: !tf aws_dynamodb_table.orders.name
                  PASSWORD: !ssm /orders/db
                  KEY: !secret arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf
                  FIRST: !tf 'module.data["a-b"].names[0]'
            """
        let project = try await project(yaml)
        let orders = try #require(project.functions.first)
        #expect(orders.environment["PASSWORD"] == "/orders/db")
        #expect(Set(orders.environment.keys) == ["PASSWORD", "KEY"])
        #expect(orders.references.parameters == ["/orders/db"])
        #expect(orders.references.secrets == ["arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf"])
        #expect(orders.references.terraform["TABLE"] == TerraformReference("aws_dynamodb_table.orders.name"))
        #expect(
            orders.references.terraform["FIRST"]?.steps == [.name("data"), .name("a-b"), .name("names"), .number(0)])
        #expect(project.warnings(of: project.functions).map(\.severity) == [.note])
    }

    /// Local commands work on one stage, or on what all stages have in common.
    @Test func theRequestedStage() async throws {
        #expect(try await project().functions.first?.memory == 1024)
        let prod = try await project(overrides: ProjectOverrides(stage: "prod"))
        #expect(prod.functions.first?.memory == 2048)
        #expect(prod.account == "222222222222")
        await #expect(throws: UnknownStage(name: "prd", known: ["dev", "prod"])) {
            try await project(overrides: ProjectOverrides(stage: "prd"))
        }
    }

    @Test(arguments: [
        ("layers: [{ eu-west-1: e }]", "config.layer-without-region"),
        ("name: \"{function}\"", "config.shared-name"),
        ("stages: { dev: { timeout: 9000 } }", "function.out-of-range"),
        ("name: \"{function}.{stage}\"", "function.invalid-name"),
    ])
    func refused(settings: String, identifier: String) async throws {
        let yaml = """
            version: 1
            regions: [eu-west-1, us-east-1]
            stages: { dev: {}, prod: {} }
            functions: { orders: { \(settings) } }
            """
        let error = try await #require(throws: ConfigurationError.self) { try await project(yaml) }
        #expect(Set(error.diagnostics.map(\.identifier)) == [identifier])
        #expect(error.diagnostics.allSatisfy { $0.location?.line == 4 })
    }

    @Test func deploymentsAndProtectedStages() async throws {
        let deployed = try await project(
            """
            version: 1
            deploy: { rehearse: true, smoke: "events/{function}.json", workspace: "{stage}", tool: tofu }
            stages:
              dev: { protected: false }
              staging:
              prod: { protected: true, memory: 1024 }
            functions: { orders: {} }
            """)
        #expect(
            deployed.deploy
                == DeploySettings(
                    rehearses: true, smokeEvent: "events/{function}.json", workspace: try WorkspacePattern("{stage}"),
                    tool: .tofu))
        #expect(deployed.protectedStages == ["prod"])
        let plain = try await project()
        #expect(plain.deploy == DeploySettings())
        #expect(plain.protectedStages.isEmpty)
    }
}
