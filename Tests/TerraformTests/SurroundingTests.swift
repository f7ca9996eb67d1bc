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
        let arn = try #require(ResourceARN(text).map(ResourceReference.arn))
        let sample = Self.sample { surroundings in
            switch key {
            case "deadLetter": surroundings.deadLetter = arn
            case "onSuccess": surroundings.asynchronous = AsynchronousSettings(onSuccess: arn)
            case "onFailure": surroundings.asynchronous = AsynchronousSettings(onFailure: arn)
            default: surroundings.encryption = EncryptionSettings(environment: arn)
            }
        }
        let statements = sample.functions[0].serviceStatements
        #expect(statements.map(\.actions) == [[action]])
        #expect(statements.map(\.resources) == [[.text(text)]])
        #expect(try sample.text(of: "orders.tf").contains("\"aws_iam_role_policy\" \"orders_service\""))
        #expect(
            try !Self.sample { _ in }.text(of: "orders.tf").contains("orders_service"))
    }

    /// A policy with a reference in it cannot be a JSON file.
    @Test func referenceInJSON() {
        let sample = Sample(functions: [SurroundingSamples.referring], policies: .json)
        #expect(sample.refusal().map(\.identifier) == ["terraform.reference-in-json"])
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
        let arn = try #require(ResourceARN(text).map(ResourceReference.arn))
        let refusal = Self.sample(regions: regions) { $0.deadLetter = arn }.refusal()
        #expect(refusal.map(\.identifier) == (isAllowed ? [] : ["terraform.foreign-resource"]))
    }

    /// Outputs exist only for what a function has.
    @Test func outputs() throws {
        #expect(try Self.sample { $0.alias = "live" }.text(of: "outputs.tf").contains("\"alias_arns\""))
        #expect(try !Self.sample { $0.versions = true }.text(of: "outputs.tf").contains("\"alias_arns\""))
    }

    /// Network interfaces are made in the named subnets only, and never by the function's own code.
    @Test func network() throws {
        let sample = Self.sample { $0.network = NetworkSettings(subnets: ["subnet-1"], securityGroups: ["sg-1"]) }
        let statements = sample.functions[0].serviceStatements
        let create = try #require(statements.first { $0.sid == "CreateInterfaces" })
        #expect(
            create.resources
                == ["network-interface/*", "subnet/subnet-1", "security-group/sg-1"].map {
                    .ofPlace(service: "ec2", resource: $0)
                })
        let deny = try #require(statements.first { $0.effect == .deny })
        #expect(Set(deny.actions) == Set(statements.filter { $0.effect == .allow }.flatMap(\.actions)))
    }

    /// A role that a service assumes never has the name or address of a function's role.
    @Test(arguments: ["orders", "a_b", String(repeating: "a", count: 64), "Orders"])
    func serviceRoles(function: String) {
        let names = ResourceNames(function: function)
        for part in ["subscription", "scheduler"] {
            #expect(names.serviceRoleStem(part).utf8.count <= ResourceNames.longestRoleStem)
            #expect(!LambdaFunction.isName(names.serviceRoleStem(part)))
            let address = names.address(part)
            #expect(ResourceNames(function: address).identifier != address)
            #expect(ResourceNames(function: address.replacing("_", with: "-")).identifier != address)
            #expect(names.address(part, key: "a") != names.address(part, key: "b"))
        }
    }

    /// Functions that share a log group have none of their own.
    @Test func sharedLogGroup() throws {
        let sample = Self.sample { $0.logGroup = LogGroupSettings(existing: "/shop/all") }
        #expect(try !sample.text(of: "orders.tf").contains("aws_cloudwatch_log_group"))
        #expect(try sample.text(of: "outputs.tf").contains("orders = \"/shop/all\""))
        #expect(try sample.text(of: "orders.tf").contains("log-group:/shop/all:*"))
    }

    /// A URL that everyone may call has both permissions, of which the second needs a newer provider, and a warning.
    ///
    /// Golden files have no such URL, since the provider with which they are validated may be older.
    @Test func publicURL() throws {
        let sample = Self.sample { $0.url = FunctionURLSettings(authorization: .none) }
        let text = try sample.text(of: "orders.tf")
        #expect(text.contains(#"action                 = "lambda:InvokeFunctionUrl""#))
        #expect(text.contains(#"function_url_auth_type = "NONE""#))
        #expect(text.contains(#"action                   = "lambda:InvokeFunction""#))
        #expect(text.contains("invoked_via_function_url = true"))
        #expect(try sample.text(of: "terraform.tf").contains(">= 6.29"))
        #expect(try sample.configuration().warnings.map(\.identifier).contains("terraform.public-url"))
        let signed = Self.sample { $0.url = FunctionURLSettings() }
        #expect(try !signed.text(of: "orders.tf").contains("aws_lambda_permission"))
        #expect(try signed.text(of: "terraform.tf").contains(">= 5.32"))
    }

    /// The addresses of triggers do not depend on their order or on other triggers.
    @Test func triggerAddresses() throws {
        func addresses(_ triggers: [Trigger]) throws -> Set<String> {
            let text = try Self.sample { $0.triggers = triggers }.text(of: "orders.tf")
            return Set(text.split(separator: "\n").filter { $0.hasPrefix("resource ") }.map(String.init))
        }
        let triggers = try #require(SurroundingSamples.triggered.surroundings.triggers)
        let all = try addresses(triggers)
        #expect(try addresses(triggers.reversed()) == all)
        for index in triggers.indices {
            var others = triggers
            others.remove(at: index)
            #expect(try addresses(others).isStrictSubset(of: all))
        }
        var renamed = triggers
        renamed[0].name = "incoming"
        #expect(try addresses(renamed) != all)
    }

    /// A bucket has one resource for all its notifications, so two functions cannot share it.
    @Test func sharedBucket() throws {
        let bucket = Trigger.Bucket(
            resource: try #require(ResourceARN("arn:aws:s3:::orders").map(ResourceReference.arn)))
        let functions = ["one", "two"].map { name in
            LambdaFunction.named(name) { $0.surroundings.triggers = [Trigger(.bucket(bucket))] }
        }
        #expect(Sample(functions: functions).refusal().map(\.identifier) == ["terraform.shared-bucket"])
        #expect(Sample(functions: [functions[0]]).refusal().isEmpty)
    }

    /// A queue whose messages become visible too early.
    @Test(arguments: [(179, true), (180, false)])
    func visibility(seconds: Int, isWarned: Bool) throws {
        var queue = Trigger.Queue(
            resource: try #require(ResourceARN("arn:aws:sqs:eu-west-1:123456789012:orders").map(ResourceReference.arn)))
        queue.visibility = seconds
        let trigger = Trigger(.queue(queue))
        let warnings = try Self.sample { $0.triggers = [trigger] }.configuration().warnings.map(\.identifier)
        #expect(warnings.contains("terraform.queue-visibility") == isWarned)
    }
}
