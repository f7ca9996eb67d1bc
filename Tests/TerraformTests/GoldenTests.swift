import Host
import Model
import SystemPackage
import TestSupport
import Testing

@testable import Terraform

/// Whole configurations.
@Suite
struct GoldenTests {
    static let orders = LambdaFunction.named("orders") { function in
        function.description = "Takes orders"
        function.memory = 1_024
        function.timeout = 15
        function.ephemeralStorage = 2_048
        function.environment = ["TABLE": "orders", "LOG_LEVEL": "info"]
        function.insights = .version("1.0.404.0")
        function.logs = LogSettings(retention: 90, format: .json, applicationLevel: .debug, systemLevel: .warn)
        function.tracing = .active
        function.policies = [
            PolicyStatement(
                actions: ["dynamodb:PutItem", "dynamodb:GetItem"],
                resources: ["arn:aws:dynamodb:*:*:table/orders"],
                conditions: ["StringEquals": ["aws:RequestedRegion": ["eu-west-1", "us-east-1"]]]),
            PolicyStatement(effect: .deny, actions: ["dynamodb:DeleteItem"], resources: ["*"]),
        ]
        function.tags = ["team": "shop", "cost center": "4711"]
    }
    static let published: LambdaFunction = {
        var function = orders
        function.surroundings.alias = "live"
        return function
    }()
    static let report = LambdaFunction.named("report", architecture: .x86_64)
    static let quiet = LambdaFunction.named("quiet") { function in
        function.insights = .disabled
        function.logs.retention = nil
        function.runtime = .providedAL2
    }
    static let hostile = LambdaFunction.named("hostile") { function in
        function.description = "quote \" backslash \\ ${var.region} %{if true} newline \n tab \t"
        function.environment = [
            "JSON": #"{"a": "${b}"}"#, "SHELL": "$HOME $${x} 100%%{", "CONTROL": "\u{1}\u{7F}\u{2028}\u{202E}",
            "UNICODE": "Grüße, 東京 🚀 👩‍👩‍👧",
        ]
        function.tags = ["a = b/c@d+e": "x", "für": "é", "東京": "１", "for": "keyword"]
    }
    /// Every key that turns a check of checkov; Tests/TerraformIntegrationTests/Scripts/accepted-findings.json has the rest.
    static let hardened = LambdaFunction.named("hardened") { function in
        function.logs.retention = 365
        function.tracing = .active
        function.environment = ["TABLE": "orders"]
        SurroundingSamples.harden(&function.surroundings)
        function.policies = [
            PolicyStatement(
                actions: ["dynamodb:PutItem"], resources: ["arn:aws:dynamodb:eu-west-1:123456789012:table/orders"])
        ]
    }

    /// Statements in which the audit and its colleagues find everything that they look for.
    static let hard = LambdaFunction.named("hard") { function in
        function.policies = [
            PolicyStatement(actions: ["*"], resources: ["*"]),
            PolicyStatement(actions: ["s3:*"], resources: ["arn:aws:s3:::orders", "arn:aws:s3:::orders/*"]),
            PolicyStatement(actions: ["dynamodb:PutItem", "dynamodb:ListTables"], resources: ["*"]),
            PolicyStatement(actions: ["iam:PassRole"], resources: ["arn:aws:iam::123456789012:role/worker"]),
            PolicyStatement(
                actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-2:123456789012:orders"]),
            PolicyStatement(
                actions: ["s3:GetObject"], resources: ["arn:aws:s3:::home/${aws:PrincipalTag/team}/*"],
                conditions: ["StringEquals": ["aws:SourceVpc": ["vpc-1"]]]),
        ]
    }

    /// Values that are elsewhere.
    static let references = LambdaFunction.named("orders") { function in
        function.environment = ["PASSWORD": "/orders/db", "KEY": "orders/key", "LEVEL": "info"]
        function.references = EnvironmentReferences(
            terraform: ["TABLE": "aws_dynamodb_table.orders.name", "FIRST": "local.names[\"a-b\"][0].id"]
                .compactMapValues { TerraformReference($0) },
            parameters: ["/orders/db", "token", "arn:aws:ssm:eu-west-1:111122223333:parameter/shared"],
            secrets: ["orders/key"])
    }

    static let samples = [
        Sample(name: "one-region", functions: [orders, report, quiet], account: "123456789012"),
        Sample(
            name: "several-regions", functions: [orders, report], regions: ["us-east-1", "eu-west-1", "eu-west-1"]),
        Sample(
            name: "module-one-region", functions: [report], regions: ["us-west-2"], account: "123456789012",
            layout: .module),
        Sample(
            name: "module-several-regions", functions: [orders, report],
            regions: ["us-west-2", "eu-west-1", "us-east-1"], layout: .module),
        Sample(name: "module-any-region", functions: [quiet], regions: [], layout: .module),
        Sample(name: "china", functions: [report], regions: ["cn-north-1", "cn-northwest-1"]),
        Sample(name: "gov-cloud", functions: [report], regions: ["us-gov-west-1"]),
        Sample(
            name: "versions-by-region", functions: [.named("orders")],
            regions: ["ap-south-2", "us-east-1", "us-west-2"]),
        Sample(
            name: "own-layers",
            functions: [
                .named("orders") { function in
                    function.insights = .layer(
                        arn: "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension-Arm64:20")
                    function.layers = ["arn:aws:lambda:eu-west-1:123456789012:layer:certificates:3"]
                }
            ]),
        Sample(
            name: "clashing-names",
            functions: [
                "a-b", "a_b", "Orders", "orders", "variables", "my_override", "1st",
                "a-function-with-a-name-as-long-as-lambda-takes-64-characters-aaa",
            ].map { .named($0) }),
        Sample(name: "hostile-strings", functions: [hostile]),
        Sample(name: "references", functions: [references], policies: .json),
        Sample(name: "api", functions: APISamples.all, account: "123456789012"),
        Sample(name: "api-stages", functions: APISamples.stages[0].functions, places: APISamples.stages),
        Sample(
            name: "renamed",
            functions: [
                .named("orders") { function in
                    function.renamedFrom = "Shop"
                    function.surroundings.triggers = SurroundingSamples.triggered.surroundings.triggers
                }
            ]),
        Sample(name: "referring", functions: [SurroundingSamples.referring]),
        Sample(name: "surroundings", functions: SurroundingSamples.all, account: "123456789012"),
        Sample(
            name: "artifacts", functions: [orders, .named("1st")], artifacts: ArtifactStore(bucket: "shop-artifacts")),
        Sample(
            name: "artifacts-versions",
            functions: [
                published, .named("1st") { $0.surroundings.versions = true },
            ], artifacts: ArtifactStore(bucket: "shop-artifacts")),
        Sample(name: "adopted", functions: [quiet, .named("Report")], adopted: ["Report"]),
        Sample(
            name: "artifacts-module-several-regions", functions: [report], regions: ["us-east-1", "eu-west-1"],
            layout: .module, artifacts: ArtifactStore(bucket: "shop-{region}-artifacts", prefix: "teams/shop")),
        Sample(name: "stages", functions: [orders, quiet], places: stages),
        Sample(
            name: "artifacts-stages", functions: [orders, quiet], places: stages,
            artifacts: ArtifactStore(bucket: "shop-{region}-artifacts"), adopted: ["orders"]),
        Sample(name: "module-stages", functions: [orders, quiet], places: stages, layout: .module),
        Sample(
            name: "policy-files", functions: [orders, report], regions: ["us-east-1", "eu-west-1"], policies: .json),
        Sample(name: "hardened", functions: [hardened], account: "123456789012"),
        Sample(name: "hard-statements", functions: [hard], policies: .json),
    ]

    /// Two stages, of which one has two regions; each setting of a kind differs once.
    static let stages: [PlacedFunctions] = [
        staged(orders, quiet, in: "dev", "eu-west-1") { orders in
            orders.memory = 256
            orders.environment = ["TABLE": "orders", "LOG_LEVEL": "debug"]
            orders.logs.applicationLevel = nil
            orders.tracing = .passThrough
            orders.policies = []
            orders.ephemeralStorage = 512
        },
        staged(orders, quiet, in: "prod", "eu-west-1", account: "222222222222") { _ in },
        staged(orders, quiet, in: "prod", "us-east-1", account: "222222222222") { orders in
            orders.insights = .disabled
            orders.environment["REPLICA"] = "true"
            orders.timeout = 20
        },
    ]

    private static func staged(
        _ orders: LambdaFunction, _ quiet: LambdaFunction, in stage: String, _ region: String, account: String? = nil,
        _ change: (inout LambdaFunction) -> Void
    ) -> PlacedFunctions {
        var functions = [orders, quiet]
        change(&functions[0])
        functions[1].environment = stage == "dev" ? ["DEBUG": "1"] : [:]
        functions[0].namePattern = .staged
        for index in functions.indices {
            functions[index].nameInPlace = functions[index].namePattern.name(
                function: functions[index].name, stage: stage, region: region)
        }
        return PlacedFunctions(
            Placement(stage: stage, region: Region(region)), account: account, functions: functions)
    }

    /// Every file is as it was approved.
    @Test(arguments: samples)
    func golden(sample: Sample) throws {
        let directory = FilePath("Golden").appending(sample.name)
        let files = try sample.configuration().files
        for file in files {
            try expectGolden(file.content, directory.appending(FilePath(file.path).components))
        }
        #expect(try Self.paths(in: directory) == files.map(\.path))
    }

    /// The configuration of the bucket for artifacts is as it was approved.
    @Test(arguments: [
        ("artifacts-bucket", "shop-artifacts", ["eu-west-1"]),
        ("artifacts-bucket-several-regions", "shop-{region}-artifacts", ["us-east-1", "eu-west-1"]),
        ("artifacts-bucket-any-region", "shop-artifacts", []),
    ])
    func bucket(name: String, bucket: String, regions: [String]) throws {
        let directory = FilePath("Golden").appending(name)
        let configuration = try TerraformConfiguration(
            bucketOf: ArtifactStore(bucket: bucket), regions: try regions.map { try #require(Region($0)) })
        for file in configuration.files {
            try expectGolden(file.content, directory.appending(file.path))
        }
        #expect(try Self.paths(in: directory) == configuration.files.map(\.path))
    }

    /// The order of functions and regions does not matter.
    @Test func order() throws {
        var sample = Sample(functions: [Self.orders, Self.report], regions: ["us-east-1", "eu-west-1"])
        let files = try sample.configuration().files
        sample.functions.reverse()
        sample.regions.reverse()
        #expect(try sample.configuration().files == files)
    }

    private static func paths(in directory: FilePath) throws -> [String] {
        let root = FilePath(#filePath).removingLastComponent().pushing(directory)
        let files = LiveFileSystem()
        let names = try files.names(in: root).filter { $0 != "policies" }
        let policies = root.appending("policies")
        guard try files.status(of: policies, followingLinks: true) != nil else { return names.sorted() }
        return (names + (try files.names(in: policies).map { "policies/" + $0 })).sorted()
    }
}
