/// Keys and policies of other tools' templates.
enum ForeignKeyErrors {
    typealias Case = ConfigurationErrorTests.Case

    static let all = keys + policies

    /// Keys of other tools' templates, in their own spelling.
    private static let keys =
        [
            ("Handler", "`product:`"), ("CodeUri", "`product:`"), ("InlineCode", "`product:`"),
            ("MemorySize", "`memory:`"),
            ("Events", "`api:`"), ("Policies", "'policies'"), ("ManagedPolicyArns", "`policies:`"),
            ("FunctionUrlConfig", "`url: true`"), ("AutoPublishAlias", "`alias:`"), ("HttpApi", "`api: {"),
            ("DeploymentPreference", "`alias:`"), ("VpcConfig", "`vpc:"), ("DeadLetterQueue", "'deadLetter'"),
            ("EventInvokeConfig", "`async:"), ("ReservedConcurrentExecutions", "`concurrency:"),
            ("Tracing", "'tracing'"),
            ("ProvisionedConcurrencyConfig", "`concurrency:"), ("FileSystemConfigs", "`fileSystem:"),
            ("CodeSigningConfigArn", "`codeSigning:`"), ("KmsKeyArn", "`kms:`"), ("RolePath", "`role:"),
            ("PermissionsBoundary", "`role:"), ("LoggingConfig", "`logs:`"), ("ImageUri", "_override.tf"),
            ("FunctionName", "`functions:`"), ("Architectures", "'architecture'"), ("PropagateTags", "remove it"),
            ("onError", "`deadLetter:`"), ("maximumRetryAttempts", "`async:"), ("iamRoleStatements", "`policies:`"),
            ("DynamoDBCrudPolicy", "dynamodb:GetItem"),
        ].map { Case("version: 1\nfunctions: { a1: { \($0): 1 } }", "config.unknown-key", 2, 20, $1) }
        + [
            ("Globals", "`defaults`"), ("Resources", "`functions`"), ("Transform", "`functions`"),
            ("Outputs", "`api_endpoints`"),
            ("Parameters", "`stages:`"), ("Conditions", "`stages:`"), ("profiles", "`stages:`"),
            ("provider", "`regions`"),
        ].map { Case("version: 1\n\($0): 1", "config.unknown-key", 2, 1, $1) }
        + [
            ("httpApi", "`api: {"), ("http", "REST API"), ("ScheduleV2", "'schedule'"),
            ("EventBridgeRule", "`rule: {"),
            ("stream", "`kinesis:`"), ("MSK", "of your own"),
        ].map { Case("version: 1\nfunctions: { a1: { triggers: [{ \($0): 1 }] } }", "config.unknown-key", 2, 33, $1) }

    /// Policies of SAM and AWS, which are names instead of statements.
    private static let policies =
        [
            ("AWSLambdaBasicExecutionRole", "remove it"), ("SQSPollerPolicy", "`triggers:`"),
            ("VPCAccessPolicy", "`vpc:`"),
            ("arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole", "`vpc:`"),
            ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "aws_iam_role_policy_attachment"),
            ("AmazonDynamoDBFullAccess", "`{ actions: […]"), ("anything", "a mapping of keys"),
        ].map { Case("version: 1\ndefaults: { policies: [\"\($0)\"] }", "config.wrong-type", 2, 24, $1) }
        + [
            ("DynamoDBCrudPolicy", "dynamodb:PutItem"), ("S3ReadPolicy", "arn:aws:s3:::NAME/*"),
            ("SQSSendMessagePolicy", "sqs:SendMessage"), ("SSMParameterReadPolicy", "`!ssm"),
            ("Statement", "directly below"),
            ("RekognitionDetectOnlyPolicy", "`{ actions: […]"),
        ].map {
            Case(
                "version: 1\ndefaults: { policies: [{ \($0): { TableName: !Ref T } }] }", "config.unknown-key", 2, 26,
                $1)
        }
}
