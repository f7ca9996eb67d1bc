/// A sample event of an AWS service, for trying out a function.
package enum ExampleEvent: String, Sendable, Hashable, CaseIterable {
    /// An HTTP request through API Gateway, payload format 2.0.
    case apigateway
    /// An HTTP request through API Gateway, payload format 1.0, as REST APIs send it.
    case apigatewayV1 = "apigateway-v1"
    /// An HTTP request through an Application Load Balancer.
    case alb
    /// A request that a Lambda authorizer of API Gateway decides on, payload format 2.0.
    case authorizer
    /// An HTTP request to a function URL.
    case functionURL = "function-url"
    /// A batch of messages from a queue.
    case sqs
    /// A batch of changes to a DynamoDB table.
    case dynamodb
    /// A batch of records from a Kinesis stream.
    case kinesis
    /// An object was put into a bucket.
    case s3
    /// A message from a topic.
    case sns
    /// An event from an event bus: an EC2 instance changed its state.
    case eventbridge
    /// An event from a schedule.
    case scheduled
    /// A user signs up to a Cognito user pool.
    case cognito

    /// The event as JSON.
    package var bytes: [UInt8] {
        switch self {
        case .apigateway: PackageResources.apigateway_json
        case .apigatewayV1: PackageResources.apigateway_v1_json
        case .alb: PackageResources.alb_json
        case .authorizer: PackageResources.authorizer_json
        case .functionURL: PackageResources.function_url_json
        case .sqs: PackageResources.sqs_json
        case .dynamodb: PackageResources.dynamodb_json
        case .kinesis: PackageResources.kinesis_json
        case .s3: PackageResources.s3_json
        case .sns: PackageResources.sns_json
        case .eventbridge: PackageResources.eventbridge_json
        case .scheduled: PackageResources.scheduled_json
        case .cognito: PackageResources.cognito_json
        }
    }
}
