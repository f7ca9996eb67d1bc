import Model

/// Functions whose deployment needs everything that a deployment can need.
enum AccessSamples {
    static let account = "123456789012"
    static let store = ArtifactStore(bucket: "shop-{region}", prefix: "functions")

    static func arn(_ text: String) -> ResourceReference? { ResourceARN(text).map(ResourceReference.arn) }

    static let plain = LambdaFunction(name: "plain", product: "plain", architecture: .arm64)

    static let published: LambdaFunction = {
        var function = LambdaFunction(name: "published", product: "published", architecture: .arm64)
        function.environment = ["TABLE": "orders"]
        function.surroundings.alias = "live"
        function.surroundings.concurrency = ConcurrencySettings(reserved: 10, provisioned: 2)
        function.surroundings.url = FunctionURLSettings(authorization: .none)
        function.surroundings.encryption = EncryptionSettings(
            environment: arn("arn:aws:kms:eu-west-1:123456789012:key/1234abcd"),
            logs: arn("arn:aws:kms:eu-west-1:123456789012:key/1234abcd"))
        function.surroundings.asynchronous = AsynchronousSettings(attempts: 1)
        function.surroundings.codeSigning = arn(
            "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0a1b2c3d4e5f67890")
        function.surroundings.api = APISettings(authorization: .iam, logsAccess: true)
        return function
    }()

    static let connected: LambdaFunction = {
        var function = LambdaFunction(name: "connected", product: "connected", architecture: .x86_64)
        function.insights = .disabled
        function.layers = ["arn:aws:lambda:eu-west-1:111122223333:layer:tracing:7"]
        function.surroundings.network = NetworkSettings(subnets: ["subnet-1a"], securityGroups: ["sg-1a"])
        function.surroundings.fileSystem = arn(
            "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1a"
        ).map { FileSystemSettings(accessPoint: $0, path: "/mnt/data") }
        function.surroundings.role = RoleSettings(
            path: "/shop/", boundary: arn("arn:aws:iam::123456789012:policy/boundary"))
        function.surroundings.logGroup = LogGroupSettings(
            keep: true,
            subscription: arn("arn:aws:kinesis:eu-west-1:123456789012:stream/logs").map {
                LogGroupSettings.Subscription(destination: $0)
            })
        return function
    }()

    static let triggered: LambdaFunction = {
        var function = LambdaFunction(name: "triggered", product: "triggered", architecture: .arm64)
        var rule = Trigger.Rule(pattern: #"{"source": ["shop"]}"#)
        rule.bus = arn("arn:aws:events:eu-west-1:123456789012:event-bus/shop")
        let sources: [Trigger.Source?] = [
            arn("arn:aws:sqs:eu-west-1:123456789012:orders").map { .queue(Trigger.Queue(resource: $0)) },
            arn("arn:aws:sns:eu-west-1:123456789012:orders").map { .topic(Trigger.Topic(resource: $0)) },
            .schedule(Trigger.Schedule(expression: "rate(5 minutes)")),
            .rule(rule),
            arn("arn:aws:s3:::orders").map { .bucket(Trigger.Bucket(resource: $0)) },
        ]
        function.surroundings.triggers = sources.compactMap { $0.map { Trigger($0) } }
        return function
    }()

    static let all = [connected, plain, published, triggered]

    /// Functions in a place.
    static func placed(
        _ functions: [LambdaFunction], stage: String? = nil, region: String = "eu-west-1",
        account: String? = AccessSamples.account
    ) -> PlacedFunctions {
        PlacedFunctions(
            Placement(stage: stage, region: Region(region)), account: account,
            functions: functions.map { function in
                guard let stage else { return function }
                var function = function
                function.namePattern = .staged
                function.nameInPlace = "\(function.name)-\(stage)"
                return function
            })
    }
}
