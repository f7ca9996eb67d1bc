import HCL
import Insights
import Model
import SystemPackage
import Terraform
import TestSupport
import Testing

/// What surrounds functions, deployed by the real terraform.
///
/// moto has no provisioned concurrency, no code signing and no classes of log groups; plans show them.
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

    /// Versions, an alias that Terraform leaves alone, reserved concurrency, and what happens to failed events.
    @Test func publishing() async throws {
        let queue = try Self.arn("sqs", "failed")
        let topic = try Self.arn("sns", "done")
        let deployment = try await Self.deployment([
            Self.function("published") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(reserved: 5)
                function.surroundings.asynchronous = AsynchronousSettings(
                    maxAge: 60, attempts: 1, onSuccess: topic, onFailure: queue)
            },
            Self.function("queued") { function in
                function.surroundings.deadLetter = queue
                function.surroundings.asynchronous = AsynchronousSettings(attempts: 3)
            },
        ])
        try await deployment.apply()
        let deployed = try await deployment.readBack(region: "eu-west-1")
        #expect(Set(try #require(deployed["published"]).policies.keys) == ["logs", "service"])
        #expect(deployed["queued"]?.policies["service"]?.contains("sqs:SendMessage") == true)
    }

    /// Keys for the environment and the logs.
    @Test func encryption() async throws {
        let key = try Self.arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab")
        let deployment = try await Self.deployment([
            Self.function("encrypted") { function in
                function.environment = ["TABLE": "orders"]
                function.surroundings.encryption = EncryptionSettings(environment: key, logs: key)
            }
        ])
        try await deployment.apply()
    }

    /// Environments that are kept ready belong to the alias.
    @Test func provisionedConcurrency() async throws {
        let deployment = try await Self.deployment([
            Self.function("ready") { function in
                function.surroundings.alias = "live"
                function.surroundings.concurrency = ConcurrencySettings(provisioned: 2)
            }
        ])
        let planned = try await deployment.planned()
        let provisioned = try #require(planned["aws_lambda_provisioned_concurrency_config.ready"])
        #expect(provisioned["provisioned_concurrent_executions"]?.number == 2)
        #expect(provisioned["qualifier"]?.text == "live")
    }

    /// A VPC, a file system, a role at a path, and a log group that is kept, has a class and sends its lines on.
    @Test func placement() async throws {
        let stream = try Self.arn("kinesis", "stream/incoming")
        let accessPoint = try Self.arn("elasticfilesystem", "access-point/fsap-0a1b2c3d4e5f67890")
        let deployment = try await Self.deployment([
            Self.function("connected") { function in
                function.surroundings.network = NetworkSettings(
                    subnets: ["subnet-1a2b3c4d"], securityGroups: ["sg-1a2b3c4d"])
                function.surroundings.fileSystem = FileSystemSettings(accessPoint: accessPoint, path: "/mnt/data")
                function.surroundings.role = RoleSettings(path: "/shop/", replacesFunction: true)
                function.surroundings.logGroup = LogGroupSettings(
                    logClass: .standard, keep: true,
                    subscription: LogGroupSettings.Subscription(destination: stream, filter: "\"${ERROR}\""))
            },
            Self.function("shared") { function in
                function.surroundings.logGroup = LogGroupSettings(existing: "/shop/all")
            },
        ])
        try await deployment.prepareSources()
        try await deployment.apply()
    }

    /// A function whose log group is kept leaves it behind.
    @Test func keptLogGroup() async throws {
        let deployment = try await Self.deployment([
            Self.function("kept") { $0.surroundings.logGroup = LogGroupSettings(keep: true) }
        ])
        try await deployment.apply()
        try await deployment.terraform.run(["destroy", "-auto-approve"], in: deployment.directory)
        #expect(try await deployment.logGroups(region: "eu-west-1").contains("/aws/lambda/kept"))
    }

    /// Code signing, a connection to IPv6 addresses, and the class of a log group, which moto forgets.
    @Test func codeSigning() async throws {
        let configuration = try Self.arn("lambda", "code-signing-config:csc-0a1b2c3d4e5f67890")
        let deployment = try await Self.deployment([
            Self.function("signed") { function in
                function.surroundings.codeSigning = configuration
                function.surroundings.network = NetworkSettings(
                    subnets: ["subnet-1a"], securityGroups: ["sg-1a"], ipv6: true)
                function.surroundings.logGroup = LogGroupSettings(logClass: .infrequent)
            }
        ])
        let plan = try await deployment.planned()
        #expect(plan["aws_cloudwatch_log_group.signed"]?["log_group_class"]?.text == "INFREQUENT_ACCESS")
        let planned = try #require(plan["aws_lambda_function.signed"])
        #expect(planned["code_signing_config_arn"]?.text == configuration.text)
        #expect(planned["vpc_config"]?.elements.first?["ipv6_allowed_for_dual_stack"] == .bool(true))
    }

    /// An override file sets what swiftlambda has no key for, and a file of the user's own uses the addresses.
    @Test func wayOut() async throws {
        let deployment = try await Self.deployment([Self.function("open") { _ in }])
        try deployment.write(
            "open_override.tf",
            [
                Block("resource", "aws_lambda_function", "open") {
                    Argument("description", .string("from the override"))
                    Argument("skip_destroy", .bool(true))
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
        try await deployment.apply()
        #expect(try await deployment.readBack(region: "eu-west-1")["open"]?.description == "from the override")
    }

    /// A URL that callers sign requests for, with CORS, and its address as an output.
    ///
    /// A URL for everyone needs a newer provider than the mirror may have; its text is tested.
    @Test func functionURL() async throws {
        let deployment = try await Self.deployment([
            Self.function("addressed") { function in
                function.surroundings.url = FunctionURLSettings(
                    responseMode: .stream,
                    crossOrigin: CrossOriginSettings(
                        origins: ["https://example.com"], methods: ["GET"], credentials: true, maxAge: 600))
            },
            Self.function("plain") { $0.surroundings.url = FunctionURLSettings() },
        ])
        try await deployment.apply()
        let output = try await deployment.terraform.run(["output", "function_urls"], in: deployment.directory).output
        #expect(output.contains("\"addressed\" = \"https://"))
    }

    /// Each kind of trigger.
    @Test func triggers() async throws {
        let scene = try await Self.deployment([Self.function("triggered") { _ in }])
        let sources = try await scene.prepareSources()
        func arn(_ kind: String) throws -> ResourceReference {
            let text = try #require(sources[kind])
            return try #require(ResourceARN(text).map(ResourceReference.arn))
        }
        var queue = Trigger.Queue(resource: try arn("queue"))
        queue.filters = [#"{"body":{"type":["${order}"]}}"#]
        queue.batch = 100
        queue.window = 5
        var table = Trigger.Stream(resource: try arn("table"))
        table.start = .oldest
        table.bisects = true
        table.attempts = 3
        table.onFailure = queue.resource
        var topic = Trigger.Topic(resource: try arn("topic"))
        topic.filter = #"{"type":["order"]}"#
        var schedule = Trigger.Schedule(expression: "cron(0 8 ? * MON-FRI *)")
        schedule.timeZone = "Europe/Berlin"
        schedule.input = #"{"report":"daily"}"#
        var bucket = Trigger.Bucket(resource: try arn("bucket"))
        bucket.suffix = ".json"
        let triggers: [Trigger] = [
            Trigger(.queue(queue)), Trigger(.tableStream(table)), Trigger(.topic(topic)),
            Trigger(.schedule(schedule)), Trigger(.rule(Trigger.Rule(pattern: #"{"source":["aws.ec2"]}"#))),
            Trigger(.bucket(bucket)), Trigger(.dataStream(Trigger.Stream(resource: try arn("stream")))),
        ]
        let deployment = try await Self.deployment([
            Self.function("triggered") { $0.surroundings.triggers = triggers }
        ])
        try await deployment.apply()
        let policy = try await deployment.readBack(region: "eu-west-1")["triggered"]?.policies["service"]
        #expect(policy?.contains("sqs:ReceiveMessage") == true)
        try await deployment.terraform.run(["destroy", "-auto-approve"], in: deployment.directory)
    }
}
