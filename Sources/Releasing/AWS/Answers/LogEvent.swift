/// A line of a log group.
package struct LogEvent: Sendable, Hashable {
    /// Its ID, which is unique.
    package var id: String
    /// The log stream, which is an execution environment of a function.
    package var stream: String
    /// When it was written, in milliseconds since 1970.
    package var timestamp: Int
    /// The text, mostly with a line break at its end.
    package var message: String

    /// Creates a line.
    package init(id: String, stream: String, timestamp: Int, message: String) {
        self.id = id
        self.stream = stream
        self.timestamp = timestamp
        self.message = message
    }
}

/// A page of a search in a log group.
struct LogPage: Sendable, Hashable {
    /// The lines; a page may have none although there are more pages.
    var events: [LogEvent]
    /// Where the next page begins; `nil` if this is the last one.
    var nextToken: String?
}
