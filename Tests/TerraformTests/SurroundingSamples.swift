import Model

/// Functions with what surrounds them.
enum SurroundingSamples {
    static let all = [published, asynchronous, connected, shared, addressed, triggered]

    static func arn(_ text: String) -> ResourceReference? { ResourceARN(text).map(ResourceReference.arn) }

    static let key = arn("arn:aws:kms:eu-west-1:123456789012:key/1234abcd")

    /// Sets every key that turns a check of a scanner.
    static func harden(_ surroundings: inout FunctionSurroundings) {
        surroundings.concurrency = ConcurrencySettings(reserved: 10)
        surroundings.deadLetter = arn("arn:aws:sqs:eu-west-1:123456789012:dead")
        surroundings.network = NetworkSettings(subnets: ["subnet-1a"], securityGroups: ["sg-1a"])
        surroundings.encryption = EncryptionSettings(environment: key, logs: key)
        surroundings.codeSigning = arn("arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-1a")
        surroundings.api = APISettings(authorization: .iam, logsAccess: true)
    }

    static let published = LambdaFunction.named("published") { function in
        function.surroundings.alias = "live"
        function.surroundings.concurrency = ConcurrencySettings(reserved: 10, provisioned: 2)
        function.environment = ["TABLE": "orders"]
        function.surroundings.encryption = EncryptionSettings(environment: key, logs: key)
    }

    static let asynchronous = LambdaFunction.named("asynchronous") { function in
        function.surroundings.deadLetter = arn("arn:aws:sqs:eu-west-1:123456789012:dead")
        function.surroundings.asynchronous = AsynchronousSettings(
            maxAge: 3_600, attempts: 1,
            onSuccess: arn("arn:aws:events:eu-west-1:123456789012:event-bus/orders"),
            onFailure: arn("arn:aws:s3:::failed-orders"))
    }

    static let connected = LambdaFunction.named("connected") { function in
        function.surroundings.network = NetworkSettings(
            subnets: ["subnet-1a", "subnet-2b"], securityGroups: ["sg-1a"], ipv6: true)
        function.surroundings.fileSystem = arn(
            "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1a"
        ).map { FileSystemSettings(accessPoint: $0, path: "/mnt/data") }
        function.surroundings.codeSigning = arn("arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-1a")
        function.surroundings.role = RoleSettings(
            path: "/shop/", boundary: arn("arn:aws:iam::123456789012:policy/boundary"), replacesFunction: true)
        function.surroundings.logGroup = LogGroupSettings(
            logClass: .standard, keep: true,
            subscription: arn("arn:aws:kinesis:eu-west-1:123456789012:stream/logs").map {
                LogGroupSettings.Subscription(destination: $0, filter: "\"${ERROR}\"")
            })
    }

    static let shared = LambdaFunction.named("shared") { function in
        function.surroundings.logGroup = LogGroupSettings(existing: "/shop/all")
    }

    static let addressed = LambdaFunction.named("addressed") { function in
        function.surroundings.alias = "live"
        function.surroundings.url = FunctionURLSettings(
            responseMode: .stream,
            crossOrigin: CrossOriginSettings(
                origins: ["https://example.com"], methods: ["GET"], headers: ["authorization"],
                exposedHeaders: ["etag"], credentials: true, maxAge: 600))
    }

    static let triggered = LambdaFunction.named("triggered") { function in
        function.surroundings.triggers = triggers(
            queue: "arn:aws:sqs:eu-west-1:123456789012:orders", topic: "arn:aws:sns:eu-west-1:123456789012:orders",
            bucket: "arn:aws:s3:::orders",
            table: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2030-01-31T08:00:00.000",
            stream: "arn:aws:kinesis:eu-west-1:123456789012:stream/orders")
    }

    /// What is in the user's own Terraform, wherever a resource may be named.
    static let referring = LambdaFunction.named("referring") { function in
        function.environment = ["TABLE": "orders"]
        function.surroundings.deadLetter = reference("aws_sqs_queue.orders.arn", .standardQueue)
        function.surroundings.asynchronous = AsynchronousSettings(
            onFailure: reference("aws_s3_bucket.orders.arn", .bucket))
        function.surroundings.encryption = EncryptionSettings(environment: reference("local.key", .key))
        function.surroundings.fileSystem = reference("local.access_point", .accessPoint).map {
            FileSystemSettings(accessPoint: $0, path: "/mnt/data")
        }
        if let subnets = TerraformReference("local.subnets"), let group = TerraformReference("aws_security_group.a.id")
        {
            function.surroundings.network = NetworkSettings(
                subnets: .terraform(subnets), securityGroups: .listed([.id("sg-1a"), .terraform(group)]))
        }
        function.surroundings.triggers = [
            reference("aws_sqs_queue.orders.arn", .queue).map { Trigger(.queue(Trigger.Queue(resource: $0))) },
            reference("aws_s3_bucket.orders.arn", .bucket).map { Trigger(.bucket(Trigger.Bucket(resource: $0))) },
        ].compactMap { $0 }
        if let bucket = TerraformReference("aws_s3_bucket.orders.arn") {
            function.policies = [
                PolicyStatement(
                    actions: ["s3:GetObject"], resources: [.terraform(bucket, suffix: "/*"), "arn:aws:s3:::others/*"])
            ]
        }
    }

    private static func reference(_ text: String, _ kind: ResourceKind) -> ResourceReference? {
        TerraformReference(text).map { .terraform($0, of: kind) }
    }

    /// Each kind of trigger, with everything set.
    static func triggers(queue: String, topic: String, bucket: String, table: String, stream: String) -> [Trigger] {
        var triggers: [Trigger] = []
        if let queue = arn(queue).map({ Trigger.Queue(resource: $0) }) {
            var queue = queue
            queue.batch = 100
            queue.window = 5
            queue.filters = [#"{"body":{"type":["${order}"]}}"#]
            queue.maxConcurrency = 10
            triggers.append(Trigger(.queue(queue)))
            if let source = arn(table).map({ Trigger.Stream(resource: $0) }) {
                var source = source
                source.start = .oldest
                source.batch = 100
                source.bisects = true
                source.attempts = 3
                source.maxAge = 3_600
                source.onFailure = queue.resource
                triggers.append(Trigger(.tableStream(source)))
            }
        }
        if let topic = arn(topic).map({ Trigger.Topic(resource: $0) }) {
            var topic = topic
            topic.filter = #"{"type":["order"]}"#
            topic.scope = .body
            triggers.append(Trigger(.topic(topic)))
        }
        var schedule = Trigger.Schedule(expression: "cron(0 8 ? * MON-FRI *)")
        schedule.timeZone = "Europe/Berlin"
        schedule.input = #"{"report":"daily"}"#
        triggers.append(Trigger(.schedule(schedule), name: "daily"))
        triggers.append(Trigger(.rule(Trigger.Rule(pattern: #"{"source":["aws.ec2"]}"#))))
        if let bucket = arn(bucket).map({ Trigger.Bucket(resource: $0) }) {
            var bucket = bucket
            bucket.prefix = "in/"
            bucket.suffix = ".json"
            triggers.append(Trigger(.bucket(bucket)))
        }
        if let stream = arn(stream).map({ Trigger.Stream(resource: $0) }) {
            triggers.append(Trigger(.dataStream(stream)))
        }
        return triggers
    }
}
