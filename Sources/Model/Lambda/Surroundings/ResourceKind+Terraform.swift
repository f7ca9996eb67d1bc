extension ResourceKind {
    /// The type of Terraform's AWS provider whose resources are of this kind, with the attribute that is their ARN.
    private var terraformType: (name: String, attribute: String) {
        switch self {
        case .standardQueue, .queue: ("aws_sqs_queue", "arn")
        case .topic: ("aws_sns_topic", "arn")
        case .function: ("aws_lambda_function", "arn")
        case .eventBus: ("aws_cloudwatch_event_bus", "arn")
        case .bucket: ("aws_s3_bucket", "arn")
        case .key: ("aws_kms_key", "arn")
        case .accessPoint: ("aws_efs_access_point", "arn")
        case .codeSigning: ("aws_lambda_code_signing_config", "arn")
        case .policy: ("aws_iam_policy", "arn")
        case .dataStream: ("aws_kinesis_stream", "arn")
        case .deliveryStream: ("aws_kinesis_firehose_delivery_stream", "arn")
        case .logDestination: ("aws_cloudwatch_log_destination", "arn")
        case .tableStream: ("aws_dynamodb_table", "stream_arn")
        }
    }

    /// A reference to the ARN of a resource of this kind.
    package var referenceExample: String { "\(terraformType.name).NAME.\(terraformType.attribute)" }

    /// Whether a reference is the ARN of a resource of this kind; `nil` if the reference does not say its kind.
    package func includes(_ reference: TerraformReference) -> Bool? {
        guard let type = reference.resourceType else { return nil }
        let known = ResourceKind.allCases.map(\.terraformType.name)
        // A function may also be called through an alias of it.
        let isAlias = self == .function && type == "aws_lambda_alias"
        guard known.contains(type) || isAlias else { return nil }
        guard case .name(let attribute) = reference.steps.last else { return false }
        return (type == terraformType.name || isAlias) && attribute == terraformType.attribute
    }
}
