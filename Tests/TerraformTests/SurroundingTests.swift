import Model
import Testing

@testable import Terraform

/// What surrounds functions.
@Suite struct SurroundingTests {
    private static func sample(
        regions: [String] = ["eu-west-1"], _ change: (inout FunctionSurroundings) -> Void
    ) -> Sample {
        let function = LambdaFunction.named("orders") { function in
            function.insights = .disabled
            function.environment = ["TABLE": "orders"]
            change(&function.surroundings)
        }
        return Sample(functions: [function], regions: regions)
    }

    /// A role gets exactly what a setting needs, and no policy where nothing is set.
    @Test(
        arguments: [
            ("deadLetter", "arn:aws:sqs:eu-west-1:123456789012:q", "sqs:SendMessage"),
            ("deadLetter", "arn:aws:sns:eu-west-1:123456789012:t", "sns:Publish"),
            ("onSuccess", "arn:aws:lambda:eu-west-1:123456789012:function:f", "lambda:InvokeFunction"),
            ("onSuccess", "arn:aws:events:eu-west-1:123456789012:event-bus/b", "events:PutEvents"),
            ("onFailure", "arn:aws:sqs:eu-west-1:123456789012:q", "sqs:SendMessage"),
            ("kms", "arn:aws:kms:eu-west-1:123456789012:key/k", "kms:Decrypt"),
        ])
    func statements(key: String, text: String, action: String) throws {
        let arn = try #require(ResourceARN(text))
        let sample = Self.sample { surroundings in
            switch key {
            case "deadLetter": surroundings.deadLetter = arn
            case "onSuccess": surroundings.asynchronous = AsynchronousSettings(onSuccess: arn)
            case "onFailure": surroundings.asynchronous = AsynchronousSettings(onFailure: arn)
            default: surroundings.encryption = EncryptionSettings(environment: arn)
            }
        }
        let statements = FunctionWriter.serviceStatements(
            of: sample.functions[0], scope: ResourceScope(regions: []))
        #expect(statements.map(\.action) == [[action]])
        #expect(statements.map(\.resource) == [[text]])
        #expect(try sample.text(of: "orders.tf").contains("\"aws_iam_role_policy\" \"orders_service\""))
        #expect(
            try Self.sample { _ in }.configuration().files.allSatisfy { !$0.path.contains("service") })
    }

    /// A resource of another region or partition is refused, and one of a region if there are several.
    @Test(
        arguments: [
            (["eu-west-1"], "arn:aws:sqs:eu-west-1:123456789012:q", true),
            (["us-east-1"], "arn:aws:sqs:eu-west-1:123456789012:q", false),
            (["eu-west-1", "us-east-1"], "arn:aws:sqs:eu-west-1:123456789012:q", false),
            (["cn-north-1"], "arn:aws:sqs:cn-north-1:123456789012:q", false),
            (["cn-north-1"], "arn:aws-cn:sqs:cn-north-1:123456789012:q", true),
        ])
    func foreignResources(regions: [String], text: String, isAllowed: Bool) throws {
        let arn = try #require(ResourceARN(text))
        let refusal = Self.sample(regions: regions) { $0.deadLetter = arn }.refusal()
        #expect(refusal.map(\.identifier) == (isAllowed ? [] : ["terraform.foreign-resource"]))
    }

    /// Outputs exist only for what a function has.
    @Test func outputs() throws {
        #expect(try Self.sample { $0.alias = "live" }.text(of: "outputs.tf").contains("\"alias_arns\""))
        #expect(try !Self.sample { $0.versions = true }.text(of: "outputs.tf").contains("\"alias_arns\""))
    }
}
