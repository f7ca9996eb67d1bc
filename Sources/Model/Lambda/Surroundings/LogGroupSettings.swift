/// The log group of a function.
package struct LogGroupSettings: Sendable, Hashable {
    /// The class of a log group.
    package enum LogClass: String, Sendable, Hashable, CaseIterable {
        case standard
        case infrequent
    }

    /// Where new lines are also sent.
    package struct Subscription: Sendable, Hashable {
        /// A function, a stream, a delivery stream or a destination of another account.
        package var destination: ResourceReference
        /// The pattern of the lines; empty for all.
        package var filter: String

        /// Creates a subscription.
        package init(destination: ResourceReference, filter: String = "") {
            self.destination = destination
            self.filter = filter
        }
    }

    /// The name of an existing group; `nil` for one of the function's own.
    package var existing: String?
    /// The class.
    package var logClass: LogClass?
    /// Whether the group outlives the function.
    package var keep: Bool?
    /// Where new lines are also sent.
    package var subscription: Subscription?

    /// Creates settings.
    package init(
        existing: String? = nil, logClass: LogClass? = nil, keep: Bool? = nil, subscription: Subscription? = nil
    ) {
        self.existing = existing
        self.logClass = logClass
        self.keep = keep
        self.subscription = subscription
    }

    /// These settings, filled from others where these set nothing.
    package func filled(from defaults: LogGroupSettings) -> LogGroupSettings {
        LogGroupSettings(
            existing: existing ?? defaults.existing, logClass: logClass ?? defaults.logClass,
            keep: keep ?? defaults.keep, subscription: subscription ?? defaults.subscription)
    }
}
