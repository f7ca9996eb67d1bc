/// Policy templates of SAM and managed policies of AWS, with what replaces them under `policies:`.
enum ForeignPolicy {
    /// What to write instead of a policy that is named, as a hint; `nil` if the name is not like one of a policy.
    ///
    /// - Parameter name: the name of a template, or the name or ARN of a managed policy.
    static func replacement(for name: String) -> String? {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        if let statement = statements[last] {
            let actions = statement.actions.split(separator: " ").map { "\(statement.service):\($0)" }
            let resources = statement.resources.split(separator: " ").map { "\"arn:aws:\($0)\"" }
            return "write `{ actions: [\(actions.joined(separator: ", "))], "
                + "resources: [\(resources.joined(separator: ", "))] }`"
        }
        if let key = keys[last] { return key }
        if name.hasPrefix("arn:") {
            return
                "write a statement with the actions that the function needs, or attach the policy in a Terraform file "
                + "of your own: `aws_iam_role_policy_attachment`, with the function's `aws_iam_role`"
        }
        guard last.first?.isUppercase == true, ["Policy", "Role", "Access"].contains(where: last.hasSuffix) else {
            return nil
        }
        return "write `{ actions: […], resources: […] }`, with the actions of that policy that the function needs"
    }

    private struct Statement {
        var service: String
        var actions: String
        var resources: String

        init(_ service: String, _ actions: String, _ resources: String) {
            self.service = service
            self.actions = actions
            self.resources = resources
        }
    }

    private static let table = "dynamodb:*:*:table/NAME dynamodb:*:*:table/NAME/index/*"
    private static let bucket = "s3:::NAME s3:::NAME/*"

    /// Templates whose statement has no key of its own (SAM developer guide, "AWS SAM policy templates").
    private static let statements: [String: Statement] = [
        "DynamoDBCrudPolicy": Statement(
            "dynamodb",
            "BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem DescribeTable GetItem PutItem Query Scan UpdateItem",
            table),
        "DynamoDBReadPolicy": Statement("dynamodb", "BatchGetItem DescribeTable GetItem Query Scan", table),
        "DynamoDBWritePolicy": Statement("dynamodb", "BatchWriteItem PutItem UpdateItem", table),
        "S3ReadPolicy": Statement("s3", "GetObject ListBucket", bucket),
        "S3WritePolicy": Statement("s3", "PutObject", "s3:::NAME/*"),
        "S3CrudPolicy": Statement("s3", "DeleteObject GetObject ListBucket PutObject", bucket),
        "SQSSendMessagePolicy": Statement("sqs", "SendMessage", "sqs:*:*:NAME"),
        "SNSPublishMessagePolicy": Statement("sns", "Publish", "sns:*:*:NAME"),
        "LambdaInvokePolicy": Statement("lambda", "InvokeFunction", "lambda:*:*:function:NAME"),
        "EventBridgePutEventsPolicy": Statement("events", "PutEvents", "events:*:*:event-bus/NAME"),
        "StepFunctionsExecutionPolicy": Statement("states", "StartExecution", "states:*:*:stateMachine:NAME"),
        "KMSDecryptPolicy": Statement("kms", "Decrypt", "kms:*:*:key/ID"),
        "KMSEncryptPolicy": Statement("kms", "Encrypt", "kms:*:*:key/ID"),
    ]

    private static let remove = "remove it: the function's role has these rights"
    private static let source = "remove it: `triggers:` gives the function's role what it needs to read its source"

    /// Policies that a key of the function, or nothing, replaces.
    private static let keys: [String: String] = [
        "SQSPollerPolicy": source,
        "DynamoDBStreamReadPolicy": source,
        "KinesisStreamReadPolicy": source,
        "AWSLambdaSQSQueueExecutionRole": source,
        "AWSLambdaDynamoDBExecutionRole": source,
        "AWSLambdaKinesisExecutionRole": source,
        "AWSLambdaBasicExecutionRole": "\(remove) for its own log group",
        "AWSXRayDaemonWriteAccess": "\(remove) with `tracing: active`",
        "CloudWatchLambdaInsightsExecutionRolePolicy": "\(remove) with `insights: true`, the default",
        "VPCAccessPolicy": "\(remove) with `vpc:`",
        "AWSLambdaVPCAccessExecutionRole": "\(remove) with `vpc:`",
        "SSMParameterReadPolicy": "refer to the parameter under `environment:`, with `!ssm /NAME`",
        "AWSSecretsManagerGetSecretValuePolicy": "refer to the secret under `environment:`, with `!secret NAME`",
    ]
}
