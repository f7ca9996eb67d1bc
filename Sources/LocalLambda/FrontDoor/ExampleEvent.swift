/// An event as an AWS service sends it, to try a function with.
public enum ExampleEvent: String, Sendable, Hashable, CaseIterable {
    /// An HTTP request through API Gateway, payload format 2.0, which function URLs use too.
    case apigateway
    /// A batch of messages of a queue.
    case sqs
    /// An object that was put into a bucket.
    case s3
    /// A message of a topic.
    case sns
    /// An event of an event bus: an EC2 instance changed its state.
    case eventbridge
    /// An event of a schedule.
    case scheduled

    /// The event as JSON.
    public var bytes: [UInt8] {
        switch self {
        case .apigateway: PackageResources.apigateway_json
        case .sqs: PackageResources.sqs_json
        case .s3: PackageResources.s3_json
        case .sns: PackageResources.sns_json
        case .eventbridge: PackageResources.eventbridge_json
        case .scheduled: PackageResources.scheduled_json
        }
    }
}
