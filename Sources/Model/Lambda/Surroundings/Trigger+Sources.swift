extension Trigger {
    /// Messages in a queue.
    package struct Queue: Sendable, Hashable {
        /// The queue.
        package var resource: ResourceReference
        /// The most messages of a call.
        package var batch: Int?
        /// How long Lambda gathers messages, in seconds.
        package var window: Int?
        /// Whether the function answers which messages of a batch failed.
        package var isPartial = true
        /// The patterns of the messages as JSON; empty for all.
        package var filters: [String] = []
        /// The most calls at the same time.
        package var maxConcurrency: Int?
        /// The queue's visibility timeout in seconds, if known.
        package var visibility: Int?

        /// Creates a queue.
        package init(resource: ResourceReference) { self.resource = resource }
    }

    /// Messages to a topic.
    package struct Topic: Sendable, Hashable {
        /// What a filter is held against.
        package enum Scope: String, Sendable, Hashable, CaseIterable {
            case attributes
            case body
        }

        /// The topic.
        package var resource: ResourceReference
        /// The pattern of the messages as JSON; `nil` for all.
        package var filter: String?
        /// What the filter is held against.
        package var scope = Scope.attributes

        /// Creates a topic.
        package init(resource: ResourceReference) { self.resource = resource }
    }

    /// Points in time.
    package struct Schedule: Sendable, Hashable {
        /// The expression, such as `rate(5 minutes)`.
        package var expression: String
        /// The time zone of a `cron` or `at` expression; UTC if `nil`.
        package var timeZone: String?
        /// The event as JSON.
        package var input: String?

        /// Creates a schedule.
        package init(expression: String) { self.expression = expression }

        /// Whether a text is an expression of EventBridge Scheduler.
        package static func isExpression(_ text: String) -> Bool {
            text.wholeMatch(of: #/rate\([1-9][0-9]{0,4} (minute|minutes|hour|hours|day|days)\)/#) != nil
                || text.wholeMatch(of: #/cron\(([0-9A-Za-z*?\/,#-]+ ){5}[0-9A-Za-z*?\/,#-]+\)/#) != nil
                || text.wholeMatch(of: #/at\([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\)/#) != nil
        }
    }

    /// Events on a bus.
    package struct Rule: Sendable, Hashable {
        /// The pattern of the events as JSON.
        package var pattern: String
        /// The bus; the account's own if `nil`.
        package var bus: ResourceReference?

        /// Creates a rule.
        package init(pattern: String) { self.pattern = pattern }
    }

    /// Events of a bucket.
    package struct Bucket: Sendable, Hashable {
        /// The bucket.
        package var resource: ResourceReference
        /// The events.
        package var events = ["s3:ObjectCreated:*"]
        /// The beginning of the objects' keys.
        package var prefix: String?
        /// The end of the objects' keys.
        package var suffix: String?

        /// Creates a bucket.
        package init(resource: ResourceReference) { self.resource = resource }
    }

    /// Records of a stream.
    package struct Stream: Sendable, Hashable {
        /// Where a new mapping begins.
        package enum Start: String, Sendable, Hashable, CaseIterable {
            case latest
            case oldest
        }

        /// The stream.
        package var resource: ResourceReference
        /// Where a new mapping begins.
        package var start = Start.latest
        /// The most records of a call.
        package var batch: Int?
        /// How long Lambda gathers records, in seconds.
        package var window: Int?
        /// Whether a batch that fails is split in two.
        package var bisects = false
        /// How often Lambda tries a batch, including the first time.
        package var attempts: Int?
        /// How old a record may be, in seconds.
        package var maxAge: Int?
        /// The calls at the same time for each shard.
        package var parallel: Int?
        /// Whether the function answers where a batch failed.
        package var isPartial = true
        /// The patterns of the records as JSON; empty for all.
        package var filters: [String] = []
        /// Where the record of a batch that failed goes.
        package var onFailure: ResourceReference?

        /// Creates a stream.
        package init(resource: ResourceReference) { self.resource = resource }
    }
}
