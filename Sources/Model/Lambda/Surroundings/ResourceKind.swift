/// A kind of resource that a function's settings name by ARN.
package enum ResourceKind: Sendable, Hashable, CaseIterable {
    /// A standard queue of SQS.
    case standardQueue
    /// A topic of SNS.
    case topic
    /// A Lambda function, a version or an alias.
    case function
    /// An event bus of EventBridge.
    case eventBus
    /// A bucket of S3.
    case bucket
    /// A key of KMS.
    case key
    /// An access point of an EFS file system.
    case accessPoint
    /// A code signing configuration of Lambda.
    case codeSigning
    /// A managed policy of IAM.
    case policy
    /// A data stream of Kinesis.
    case dataStream
    /// A delivery stream of Data Firehose.
    case deliveryStream
    /// A destination of CloudWatch Logs, usually of another account.
    case logDestination
    /// A queue of SQS, standard or FIFO.
    case queue
    /// A stream of a table of DynamoDB.
    case tableStream

    /// The service that it belongs to, as in ARNs.
    package var service: String {
        switch self {
        case .standardQueue: "sqs"
        case .topic: "sns"
        case .function: "lambda"
        case .eventBus: "events"
        case .bucket: "s3"
        case .key: "kms"
        case .accessPoint: "elasticfilesystem"
        case .codeSigning: "lambda"
        case .policy: "iam"
        case .dataStream: "kinesis"
        case .deliveryStream: "firehose"
        case .logDestination: "logs"
        case .queue: "sqs"
        case .tableStream: "dynamodb"
        }
    }

    private var prefix: String {
        switch self {
        case .standardQueue, .topic, .bucket, .queue: ""
        case .function: "function:"
        case .eventBus: "event-bus/"
        case .key: "key/"
        case .accessPoint: "access-point/"
        case .codeSigning: "code-signing-config:"
        case .policy: "policy/"
        case .dataStream: "stream/"
        case .deliveryStream: "deliverystream/"
        case .logDestination: "destination:"
        case .tableStream: "table/"
        }
    }

    /// The kind in words, such as `a topic`.
    package var words: String {
        switch self {
        case .standardQueue: "a standard queue"
        case .topic: "a topic"
        case .function: "a function"
        case .eventBus: "an event bus"
        case .bucket: "a bucket"
        case .key: "a KMS key"
        case .accessPoint: "an EFS access point"
        case .codeSigning: "a code signing configuration"
        case .policy: "a managed policy"
        case .dataStream: "a data stream"
        case .deliveryStream: "a delivery stream"
        case .logDestination: "a log destination"
        case .queue: "a queue"
        case .tableStream: "a stream of a table"
        }
    }

    /// An ARN of this kind.
    package var example: String {
        switch self {
        case .standardQueue: "arn:aws:sqs:eu-west-1:123456789012:failed-orders"
        case .topic: "arn:aws:sns:eu-west-1:123456789012:failed-orders"
        case .function: "arn:aws:lambda:eu-west-1:123456789012:function:failed-orders"
        case .eventBus: "arn:aws:events:eu-west-1:123456789012:event-bus/default"
        case .bucket: "arn:aws:s3:::failed-orders"
        case .key: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
        case .accessPoint: "arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0a1b2c3d4e5f67890"
        case .codeSigning: "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0a1b2c3d4e5f67890"
        case .policy: "arn:aws:iam::123456789012:policy/boundary"
        case .dataStream: "arn:aws:kinesis:eu-west-1:123456789012:stream/logs"
        case .deliveryStream: "arn:aws:firehose:eu-west-1:123456789012:deliverystream/logs"
        case .logDestination: "arn:aws:logs:eu-west-1:123456789012:destination:logs"
        case .queue: "arn:aws:sqs:eu-west-1:123456789012:orders"
        case .tableStream: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2030-01-31T08:00:00.000"
        }
    }

    /// Whether an ARN is of this kind.
    package func includes(_ arn: ResourceARN) -> Bool {
        guard arn.service == service, arn.resource.hasPrefix(prefix), arn.resource != prefix else { return false }
        switch self {
        case .bucket: return arn.region.isEmpty && arn.account.isEmpty && !arn.resource.contains("/")
        case .policy: return arn.region.isEmpty && (arn.hasAccount || arn.account == "aws")
        // Lambda neither sends to FIFO queues and topics nor is called by FIFO topics.
        case .standardQueue where arn.resource.hasSuffix(".fifo"), .topic where arn.resource.hasSuffix(".fifo"):
            return false
        case .tableStream where !Self.namesTableStream(arn.resource): return false
        default: return !arn.region.isEmpty && arn.hasAccount
        }
    }

    private static func namesTableStream(_ resource: String) -> Bool {
        let parts = resource.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[2] == "stream" && !parts.contains("")
    }
}
