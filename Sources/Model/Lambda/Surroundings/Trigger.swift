/// Something that calls a function.
package struct Trigger: Sendable, Hashable {
    /// What calls it.
    package enum Source: Sendable, Hashable {
        /// Messages in a queue of SQS.
        case queue(Queue)
        /// Messages to a topic of SNS.
        case topic(Topic)
        /// A schedule of EventBridge Scheduler.
        case schedule(Schedule)
        /// Events on a bus of EventBridge.
        case rule(Rule)
        /// Events of a bucket of S3.
        case bucket(Bucket)
        /// Changes of a table of DynamoDB.
        case tableStream(Stream)
        /// Records of a data stream of Kinesis.
        case dataStream(Stream)
    }

    /// The name that its address in Terraform comes from; `nil` if that comes from the source.
    package var name: String?
    /// What calls the function.
    package var source: Source

    /// Creates a trigger.
    package init(_ source: Source, name: String? = nil) {
        self.source = source
        self.name = name
    }

    /// Its key in `swiftlambda.yaml`.
    package var key: String {
        switch source {
        case .queue: "sqs"
        case .topic: "sns"
        case .schedule: "schedule"
        case .rule: "rule"
        case .bucket: "s3"
        case .tableStream: "dynamodb"
        case .dataStream: "kinesis"
        }
    }

    /// What tells its source apart from others of the same key.
    package var sourceText: String {
        switch source {
        case .queue(let queue): queue.resource.text
        case .topic(let topic): topic.resource.text
        case .schedule(let schedule): "\(schedule.expression) \(schedule.timeZone ?? "UTC")"
        case .rule(let rule): "\(rule.bus?.text ?? "default") \(rule.pattern)"
        case .bucket(let bucket): bucket.resource.text
        case .tableStream(let stream), .dataStream(let stream): stream.resource.text
        }
    }

    /// Its source if that must be in the function's region.
    var regionalSource: ResourceReference? {
        switch source {
        case .queue(let queue): queue.resource
        case .bucket(let bucket): bucket.resource
        case .tableStream(let stream), .dataStream(let stream): stream.resource
        case .rule(let rule): rule.bus
        case .topic, .schedule: nil
        }
    }
}
