import Model
import Testing

@testable import Terraform

/// The audit of the user's statements.
@Suite
struct PolicyAuditTests {
    private static let table = "arn:aws:dynamodb:eu-west-1:*:table/orders"

    private func findings(
        _ statements: [PolicyStatement], regions: [String] = ["eu-west-1", "us-east-1"]
    ) throws -> [Diagnostic] {
        let audit = PolicyAudit(regions: try regions.map { try #require(Region($0)) })
        return audit.diagnostics(for: [.named("orders") { $0.policies = statements }])
    }

    private func identifiers(
        _ actions: [String], _ resources: [String], conditions: [String: [String: [String]]] = [:],
        effect: PolicyStatement.Effect = .allow, accepted: Set<PolicyFinding> = []
    ) throws -> [String] {
        try findings([
            PolicyStatement(
                effect: effect, actions: actions, resources: resources.map { .pattern($0) }, conditions: conditions,
                accepted: accepted)
        ]).map { String($0.identifier.dropFirst("policy.".count)) }
    }

    /// What is found in a statement.
    @Test(
        arguments: [
            (["dynamodb:PutItem"], [table], []),
            (["*"], ["*"], ["admin"]),
            (["*:*"], ["arn:aws:s3:::a", "*"], ["admin"]),
            (["*"], ["arn:*:*:*:*:*"], ["admin"]),
            (["*"], [table], ["service-wildcard"]),
            (["dynamodb:*"], [table], ["service-wildcard"]),
            (["dynamodb:**", "SQS:*"], [table], ["service-wildcard", "service-wildcard"]),
            (["dynamodb:*"], ["*"], ["service-wildcard", "wildcard-resource"]),
            (["dynamodb:Get*"], [table], []),
            (["dynamodb:Get*"], ["*"], ["wildcard-resource"]),
            (["DynamoDB:putitem"], ["*"], ["wildcard-resource"]),
            (["s3:GetObject"], ["arn:aws:s3:::*"], ["wildcard-resource"]),
            (["s3:GetObject"], ["arn:aws:s3:::*/*"], ["wildcard-resource"]),
            (["s3:GetObject"], ["arn:aws:s3:::a*", "arn:aws:s3:::*/a"], []),
            (["sqs:SendMessage"], ["arn:aws:sqs:eu-west-1:123456789012:*"], ["wildcard-resource"]),
            (["dynamodb:ListTables", "s3:ListAllMyBuckets", "kms:GenerateRandom"], ["*"], []),
            (["DYNAMODB:listtables"], ["*"], []),
            (["ec2:DescribeInstances", "xray:PutTraceSegments"], ["*"], []),
            (["iam:PassRole"], ["arn:aws:iam::123456789012:role/a"], ["pass-role"]),
            (["iam:Pass*"], ["arn:aws:iam::123456789012:role/a"], ["pass-role"]),
            (["iam:PassRole"], ["*"], ["pass-role", "wildcard-resource"]),
            (["sqs:SendMessage"], ["arn:aws:sqs:us-east-2:123456789012:a"], ["other-region"]),
            (["sqs:SendMessage"], ["arn:aws:sqs:us-*:123456789012:a", "arn:aws:sqs:*:*:a"], []),
            (["sqs:SendMessage"], ["arn:aws:sqs:ap-*:123456789012:a"], ["other-region"]),
            (["s3:GetObject"], ["arn:aws-cn:s3:::a/*"], ["other-partition"]),
            (["s3:GetObject"], ["arn:aws*:s3:::a/*", "arn:*:s3:::a/*"], []),
        ] as [([String], [String], [String])])
    func statement(actions: [String], resources: [String], expected: [String]) throws {
        #expect(try identifiers(actions, resources) == expected)
    }

    /// Statements that deny may name everything, but not another partition.
    @Test func denial() throws {
        #expect(try identifiers(["*"], ["*"], effect: .deny) == [])
        #expect(try identifiers(["iam:PassRole"], ["arn:aws:sqs:us-east-2:1:a"], effect: .deny) == [])
        #expect(try identifiers(["s3:*"], ["arn:aws-cn:s3:::a"], effect: .deny) == ["other-partition"])
    }

    /// Conditions that limit what a statement reaches.
    @Test func conditions() throws {
        let role = ["arn:aws:iam::123456789012:role/a"]
        let service = ["StringEquals": ["iam:passedToService": ["states.amazonaws.com"]]]
        #expect(try identifiers(["iam:PassRole"], role, conditions: service) == [])
        let transport = ["Bool": ["aws:SecureTransport": ["true"]]]
        #expect(try identifiers(["iam:PassRole"], role, conditions: transport) == ["pass-role"])
        #expect(try identifiers(["sqs:SendMessage"], ["*"], conditions: transport) == ["wildcard-resource"])
        let tag = ["StringEquals": ["aws:ResourceTag/team": ["shop"]]]
        #expect(try identifiers(["sqs:SendMessage"], ["*"], conditions: tag) == [])
    }

    /// Each finding but another partition can be accepted, and only that one is.
    @Test(
        arguments: [
            (.admin, ["*"], ["*"]),
            (.serviceWildcard, ["sqs:*"], ["arn:aws:sqs:eu-west-1:1:a"]),
            (.wildcardResource, ["sqs:SendMessage"], ["*"]),
            (.passRole, ["iam:PassRole"], ["arn:aws:iam::123456789012:role/a"]),
            (.otherRegion, ["sqs:SendMessage"], ["arn:aws:sqs:us-east-2:1:a"]),
        ] as [(PolicyFinding, [String], [String])])
    func acceptance(finding: PolicyFinding, actions: [String], resources: [String]) throws {
        #expect(try identifiers(actions, resources) == [finding.rawValue])
        #expect(try identifiers(actions, resources, accepted: [finding]) == [])
        // The rest is accepted for nothing; another region may be found in another run.
        let others = Set(PolicyFinding.allCases).subtracting([finding])
        let unused = others.subtracting([.otherRegion]).map { _ in "unused-accept" }
        #expect(try identifiers(actions, resources, accepted: others) == [finding.rawValue] + unused)
        let all = Set(PolicyFinding.allCases)
        #expect(try identifiers(["s3:GetObject"], ["arn:aws-cn:s3:::a"], accepted: all).first == "other-partition")
    }

    /// A warning says where the action or resource is, and how to accept it.
    @Test func places() throws {
        func line(_ line: Int) -> Diagnostic.Location { Diagnostic.Location(file: "swiftlambda.yaml", line: line) }
        let statement = PolicyStatement(
            actions: ["sqs:SendMessage", "s3:*"], resources: ["arn:aws:s3:::a", "arn:aws:sqs:eu-wst-1:1:a"],
            places: .init(statement: line(3), actions: [line(4), line(5)], resources: [line(6), line(7)]))
        let found = try findings([statement])
        #expect(found.map(\.location?.line) == [5, 7])
        #expect(found.allSatisfy { $0.severity == .warning && $0.summary.hasPrefix("orders: ") })
        #expect(found.first?.hints.last?.hasSuffix("accept: [service-wildcard]") == true)
        #expect(found.last?.hints.first == "did you mean 'eu-west-1'?")
    }

    /// A statement of the defaults is reported once, with the functions that have it.
    @Test func sharedStatements() throws {
        let audit = PolicyAudit(regions: [])
        let functions = ["a", "b", "c", "d", "e"].map { name in
            LambdaFunction.named(name) { $0.policies = [PolicyStatement(actions: ["*"], resources: ["*"])] }
        }
        #expect(
            audit.diagnostics(for: functions).map(\.summary) == [
                "a, b, c and 2 more: the statement allows every action on every resource"
            ])
    }

    /// Without regions, partitions and regions are unknown.
    @Test func noRegions() throws {
        let statement = PolicyStatement(actions: ["sqs:SendMessage"], resources: ["arn:aws-cn:sqs:cn-north-1:1:a"])
        #expect(try findings([statement], regions: []).isEmpty)
    }

    /// The audit finds everything in the sample that the other judges also get.
    @Test func hardStatements() throws {
        let expected = ["admin", "service-wildcard", "wildcard-resource", "pass-role", "other-region"]
        #expect(
            try findings(GoldenTests.hard.policies, regions: ["eu-west-1"]).map(\.identifier)
                == expected.map { "policy." + $0 })
        let warnings = try Sample(functions: [GoldenTests.hard]).configuration().warnings
        #expect(Set(warnings.map(\.identifier)) == Set(expected.map { "policy." + $0 }))
    }

    /// The table can be read, and knows the services that functions use.
    @Test func actionTable() throws {
        let table = ActionTable.bundled
        #expect(table.source.contains("Service Authorization Reference"))
        let services = [
            "dynamodb", "s3", "sqs", "sns", "kinesis", "secretsmanager", "ssm", "kms", "lambda", "events", "states",
            "logs",
        ]
        for name in services {
            let service = try #require(table.services[name])
            #expect(!service.examples.isEmpty && !service.actionsWithoutResources.isEmpty)
            #expect(service.examples.allSatisfy { table.serviceWithResources(ofAction: $0) != nil })
            let example = service.example(in: Region("eu-west-1"))
            #expect(example.hasPrefix("arn:aws:\(name):") && !example.contains("{"))
        }
    }

    /// IAM's patterns.
    @Test(
        arguments: [
            ("*", "", true), ("", "", true), ("", "a", false), ("a?c", "abc", true), ("a?c", "ac", false),
            ("a*c", "ac", true), ("a*c*", "abcd", true), ("*ab", "aaab", true), ("a*b*c", "axbybzc", true),
            ("a*b*c", "axbybz", false), ("eu-*-1", "eu-west-1", true), ("eu-*-1", "us-west-1", false),
        ])
    func patterns(pattern: String, text: String, isMatch: Bool) {
        #expect(PolicyPattern(pattern).matches(text) == isMatch)
    }
}
