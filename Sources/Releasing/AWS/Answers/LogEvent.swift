/// A line of a log group.
struct LogEvent: Sendable, Hashable {
    /// Its ID, which is unique.
    var id: String
    /// The log stream, which is an execution environment of a function.
    var stream: String
    /// When it was written, in milliseconds since 1970.
    var timestamp: Int
    /// The text, mostly with a line break at its end.
    var message: String
}

/// A page of a search in a log group.
struct LogPage: Sendable, Hashable {
    /// The lines; a page may have none although there are more pages.
    var events: [LogEvent]
    /// Where the next page begins; `nil` if this is the last one.
    var nextToken: String?
}
