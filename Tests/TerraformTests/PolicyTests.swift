import Foundation
import HCL
import Model
import Testing

@testable import Terraform

/// IAM policy documents.
@Suite
struct PolicyTests {
    private func resources(_ sample: Sample, _ path: String) throws -> [String] {
        try sample.text(of: path).split(separator: "\n").compactMap { line in
            let text = line.filter { $0 != " " && $0 != "\"" && $0 != "," }
            return text.hasPrefix("arn:") ? text : nil
        }
    }

    /// As JSON, log writes reach the function's own group only, as far as place and account are known.
    @Test(
        arguments: [
            (["eu-west-1"], "123456789012", ["arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/orders:*"]),
            (["eu-west-1"], nil, ["arn:aws:logs:eu-west-1:*:log-group:/aws/lambda/orders:*"]),
            (["cn-north-1"], nil, ["arn:aws-cn:logs:cn-north-1:*:log-group:/aws/lambda/orders:*"]),
            (["us-gov-east-1"], nil, ["arn:aws-us-gov:logs:us-gov-east-1:*:log-group:/aws/lambda/orders:*"]),
            (
                ["us-east-1", "eu-west-1"], nil,
                [
                    "arn:aws:logs:eu-west-1:*:log-group:/aws/lambda/orders:*",
                    "arn:aws:logs:us-east-1:*:log-group:/aws/lambda/orders:*",
                ]
            ),
        ] as [([String], String?, [String])])
    func logs(regions: [String], account: String?, expected: [String]) throws {
        let sample = Sample(
            functions: [.named("orders", architecture: .x86_64)], regions: regions, account: account, policies: .json)
        #expect(try resources(sample, "policies/orders-logs.json") == expected)
        let insights = expected.map { $0.replacing("/aws/lambda/orders", with: "/aws/lambda-insights") }
        #expect(try resources(sample, "policies/lambda-insights.json") == insights)
    }

    /// In Terraform, they reach only the group of the region that the role is for.
    @Test(
        arguments: [
            (["eu-west-1", "us-east-1"], nil, .root, "arn:aws:logs:${var.region}:*"),
            (["eu-west-1"], "123456789012", .root, "arn:aws:logs:${var.region}:123456789012"),
            (["cn-north-1"], nil, .root, "arn:aws-cn:logs:${var.region}:*"),
            (["eu-west-1"], nil, .module, "arn:aws:logs:${data.aws_service.lambda.region}:*"),
            (
                [], nil, .module,
                "arn:${data.aws_service.lambda.partition}:logs:${data.aws_service.lambda.region}:*"
            ),
        ] as [([String], String?, ConfigurationLayout, String)])
    func places(regions: [String], account: String?, layout: ConfigurationLayout, expected: String) throws {
        let function = LambdaFunction.named("orders", architecture: .x86_64) { function in
            if regions.isEmpty { function.insights = .disabled }
        }
        let sample = Sample(functions: [function], regions: regions, account: account, layout: layout)
        let text = try sample.text(of: "orders.tf")
        let groups = regions.isEmpty ? ["/aws/lambda/orders"] : ["/aws/lambda/orders", "/aws/lambda-insights"]
        for group in groups { #expect(text.contains("\"\(expected):log-group:\(group):*\"")) }
        #expect(text.split(separator: "\"arn:").count == groups.count + 1)
    }

    /// No policy lets a function make its own log group.
    @Test func noGroupOfItsOwn() throws {
        let function = LambdaFunction.named("orders") { $0.insights = .disabled }
        #expect(try !Sample(functions: [function]).text(of: "orders.tf").contains("Create" + "LogGroup"))
    }

    /// Policies are there only where they are needed.
    @Test func onlyWhatIsNeeded() throws {
        let quiet = Sample(functions: [.named("orders") { $0.insights = .disabled }], policies: .json)
        let policies = try quiet.configuration().files.map(\.path).filter { $0.hasPrefix("policies/") }
        #expect(policies == ["policies/lambda-trust.json", "policies/orders-logs.json"])
        #expect(try !quiet.text(of: "orders.tf").contains("insights"))
    }

    /// The JSON files change nothing in the Terraform files but the lines that vouch for them.
    @Test func formsAreEqual() throws {
        var sample = Sample(functions: [GoldenTests.orders, GoldenTests.hard])
        func sources() throws -> [String: String] {
            let files = try sample.configuration().files.filter { $0.path.hasSuffix(".tf") }
            return Dictionary(
                uniqueKeysWithValues: files.map {
                    ($0.path, $0.content.replacing(#/# swiftlambda:.*\n/#, with: ""))
                })
        }
        let inline = try sources()
        sample.policies = .json
        #expect(try sources() == inline)
        #expect(!inline.values.contains { $0.contains("file(\"") || $0.contains(".json") })
    }

    /// Sizes are those of the document without white space.
    @Test func size() throws {
        let document = PolicyDocument(statements: [
            PolicyDocument.Statement(actions: ["s3:GetObject"], resources: [.text("arn:aws:s3:::a b/*")])
        ])
        let scope = ResourceScope(regions: [])
        let text = try document.json(in: scope)
        #expect(try document.size(in: scope) == text.count { !$0.isWhitespace })
        let function = LambdaFunction.named("orders")
        let region = try #require(Region("ap-southeast-1"))
        let other = try #require(Region("eu-west-1"))
        let size = try function.inlinePolicySize(in: ResourceScope(regions: [other, region]))
        #expect(size == (try function.inlinePolicySize(in: ResourceScope(regions: [region]))))
        #expect(size == (try function.inlinePolicySize(in: ResourceScope(regions: [other]))) + 2 * 5)
    }

    /// The size is refused with its number at the first statement.
    @Test func tooLarge() throws {
        func sample(_ count: Int) -> Sample {
            Sample(
                functions: [
                    .named("orders") { function in
                        function.insights = .disabled
                        function.policies = [
                            PolicyStatement(
                                actions: ["s3:GetObject"],
                                resources: [.pattern("arn:aws:s3:::" + String(repeating: "x", count: count))],
                                places: .init(statement: .init(file: "swiftlambda.yaml", line: 7)))
                        ]
                    }
                ])
        }
        let scope = ResourceScope(regions: [try #require(Region("eu-west-1"))])
        let empty = try sample(0).functions[0].inlinePolicySize(in: scope)
        #expect(sample(10_240 - empty).refusal().isEmpty)
        let refusal = try #require(sample(10_241 - empty).refusal().first)
        #expect(refusal.identifier == "policy.too-large")
        #expect(refusal.summary.contains("orders") && refusal.summary.contains("10241 characters"))
        #expect(refusal.location?.line == 7)
    }
}
