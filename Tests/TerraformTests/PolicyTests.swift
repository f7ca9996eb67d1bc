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

    /// Log writes reach the function's own group only, as far as place and account are known.
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
            functions: [.named("orders", architecture: .x86_64)], regions: regions, account: account)
        #expect(try resources(sample, "policies/orders-logs.json") == expected)
        let insights = expected.map { $0.replacing("/aws/lambda/orders", with: "/aws/lambda-insights") }
        #expect(try resources(sample, "policies/lambda-insights.json") == insights)
    }

    /// No policy lets a function make its own log group.
    @Test func noGroupOfItsOwn() throws {
        #expect(
            try !Sample(functions: [.named("orders")]).text(of: "policies/orders-logs.json").contains(
                "Create" + "LogGroup"))
    }

    /// Policies are there only where they are needed.
    @Test func onlyWhatIsNeeded() throws {
        let quiet = Sample(functions: [.named("orders") { $0.insights = .disabled }])
        let policies = try quiet.configuration().files.map(\.path).filter { $0.hasPrefix("policies/") }
        #expect(policies == ["policies/lambda-trust.json", "policies/orders-logs.json"])
        #expect(try !quiet.text(of: "orders.tf").contains("lambda-insights.json"))
    }
}
