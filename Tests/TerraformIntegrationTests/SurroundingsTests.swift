import HCL
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// What surrounds functions, deployed by the real terraform.
///
/// moto has no provisioned concurrency, no code signing and no classes of log groups; plans show them. `WalkTests` has the
/// triggers. A URL for everyone needs a newer provider than the mirror may have; its text is tested.
@Suite(.needsTerraform, .needsProviderMirror, .needsMoto, MotoTrait(layers: []))
struct SurroundingsTests {
    static func function(_ name: String, _ change: (inout LambdaFunction) -> Void) -> LambdaFunction {
        var function = LambdaFunction(name: name, product: name, architecture: .arm64)
        function.insights = .disabled
        change(&function)
        return function
    }

    static func arn(_ service: String, _ resource: String) throws -> ResourceReference {
        try #require(ResourceARN("arn:aws:\(service):eu-west-1:\(Moto.account):\(resource)").map(ResourceReference.arn))
    }

    /// A deployment in eu-west-1 that is initialized.
    static func deployment(_ functions: [LambdaFunction]) async throws -> Deployment {
        let deployment = try await Deployment(functions, regions: ["eu-west-1"])
        try deployment.write("moto_override.tf", [deployment.provider()])
        try await deployment.terraform.run(["init"], in: deployment.directory)
        return deployment
    }

    /// What moto can play, in one configuration: a second plan finds nothing to change.
    @Test func everythingTogether() async throws {
        let queue = try Self.arn("sqs", "failed")
        let functions = [
            Self.function("published") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(reserved: 5)
                function.surroundings.asynchronous = AsynchronousSettings(
                    maxAge: 60, attempts: 1, onSuccess: try? Self.arn("sns", "done"), onFailure: queue)
            },
            Self.function("queued") { function in
                function.surroundings.deadLetter = queue
                function.surroundings.asynchronous = AsynchronousSettings(attempts: 3)
            },
            Self.function("addressed") { function in
                function.surroundings.url = FunctionURLSettings(
                    responseMode: .stream,
                    crossOrigin: CrossOriginSettings(
                        origins: ["https://example.com"], methods: ["GET"], credentials: true, maxAge: 600))
            },
            Self.function("plain") { $0.surroundings.url = FunctionURLSettings() },
            Self.function("shared") { $0.surroundings.logGroup = LogGroupSettings(existing: "/shop/all") },
            Self.function("kept") { $0.surroundings.logGroup = LogGroupSettings(keep: true) },
            Self.function("open") { $0.surroundings.api = APISettings(authorization: .function("published")) },
        ]
        let deployment = try await Self.deployment(
            functions + Self.withAPIs + [try Self.encrypted(), try Self.connected()])
        try writeOwnFiles(to: deployment)
        try await deployment.prepareSources()
        try await deployment.apply()

        let deployed = try await deployment.readBack(region: "eu-west-1", names: ["open", "published", "queued"])
        #expect(Set(try #require(deployed["published"]).policies.keys) == ["logs", "service"])
        #expect(deployed["queued"]?.policies["service"]?.contains("sqs:SendMessage") == true)
        #expect(deployed["open"]?.description == "from the override")
        let output = try await deployment.terraform.run(["output", "function_urls"], in: deployment.directory).output
        #expect(output.contains("\"addressed\" = \"https://"))
        try await checkAPIs(of: deployment)

        // A log group that is kept stays when everything else goes.
        try await deployment.terraform.run(["destroy", "-auto-approve"], in: deployment.directory)
        #expect(
            try await deployment.logGroups(region: "eu-west-1") == [
                "/aws/lambda/connected", "/aws/lambda/kept", "/shop/all",
            ])
    }

    /// Keys for the environment and the logs.
    private static func encrypted() throws -> LambdaFunction {
        let key = try arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")
        return function("encrypted") { function in
            function.environment = ["TABLE": "orders"]
            function.surroundings.encryption = EncryptionSettings(environment: key, logs: key)
        }
    }

    /// A VPC, a file system, a role at a path, and a log group that is kept, has a class and sends its lines on.
    private static func connected() throws -> LambdaFunction {
        let stream = try arn("kinesis", "stream/incoming")
        let accessPoint = try arn("elasticfilesystem", "access-point/fsap-0a1b2c3d4e5f67890")
        return function("connected") { function in
            function.surroundings.network = NetworkSettings(
                subnets: ["subnet-1a2b3c4d"], securityGroups: ["sg-1a2b3c4d"])
            function.surroundings.fileSystem = FileSystemSettings(accessPoint: accessPoint, path: "/mnt/data")
            function.surroundings.role = RoleSettings(path: "/shop/", replacesFunction: true)
            function.surroundings.logGroup = LogGroupSettings(
                logClass: .standard, keep: true,
                subscription: LogGroupSettings.Subscription(destination: stream, filter: "\"${ERROR}\""))
        }
    }

    /// An override file sets what swiftlambda has no key for, and a file of the user's own uses the addresses.
    private func writeOwnFiles(to deployment: Deployment) throws {
        try deployment.write(
            "open_override.tf",
            [
                Block("resource", "aws_lambda_function", "open") {
                    Argument("description", .string("from the override"))
                }
            ])
        try deployment.write(
            "own.tf",
            [
                Block("resource", "aws_lambda_alias", "own") {
                    Argument("name", .string("own"))
                    Argument("function_name", .reference("aws_lambda_function", "open", "function_name"))
                    Argument("function_version", .string("$LATEST"))
                }
            ])
        // As docs/terraform.md bounds the provider.
        try deployment.write(
            "versions_override.tf",
            [
                Block("terraform") {
                    Block("required_providers") {
                        Argument(
                            "aws",
                            .object([
                                ObjectItem("source", .string("hashicorp/aws")),
                                ObjectItem("version", .string(">= 5.32, < 7.0")),
                            ]))
                    }
                }
            ])
    }

    /// What moto forgets or does not know: provisioned environments, code signing, IPv6, and classes of log groups.
    @Test func plannedOnly() async throws {
        let configuration = try Self.arn("lambda", "code-signing-config:csc-0a1b2c3d4e5f67890")
        let deployment = try await Self.deployment([
            Self.function("ready") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(provisioned: 2)
            },
            Self.function("signed") { function in
                function.surroundings.codeSigning = configuration
                function.surroundings.network = NetworkSettings(
                    subnets: ["subnet-1a"], securityGroups: ["sg-1a"], ipv6: true)
                function.surroundings.logGroup = LogGroupSettings(logClass: .infrequent)
            },
        ])
        let plan = try await deployment.planned()
        let provisioned = try #require(plan["aws_lambda_provisioned_concurrency_config.ready"])
        #expect(provisioned["provisioned_concurrent_executions"]?.number == 2)
        #expect(provisioned["qualifier"]?.text == "live")
        #expect(plan["aws_cloudwatch_log_group.signed"]?["log_group_class"]?.text == "INFREQUENT_ACCESS")
        let planned = try #require(plan["aws_lambda_function.signed"])
        #expect(planned["code_signing_config_arn"]?.text == configuration.text)
        #expect(planned["vpc_config"]?.elements.first?["ipv6_allowed_for_dual_stack"] == .bool(true))
    }
}
