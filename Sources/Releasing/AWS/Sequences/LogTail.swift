/// The lines of a log group, each once, while new ones come in.
///
/// Lines become visible some seconds after they were written and out of order. So each search begins a little before
/// the newest line known, and lines that were seen are dropped.
struct LogTail: Sendable {
    /// How much later than a newer line an older one may become visible.
    static let overlapMilliseconds = 15_000

    private let group: String
    private let pattern: String?
    private var start: Int
    private var token: String?
    private var newest: Int
    /// The times of the lines since `start`, by ID.
    private var seen: [String: Int] = [:]

    /// Creates a tail.
    ///
    /// - Parameters:
    ///   - group: the log group's name.
    ///   - start: the time of the first line, in milliseconds since 1970.
    ///   - pattern: CloudWatch's filter pattern.
    init(of group: String, from start: Int, pattern: String? = nil) {
        self.group = group
        self.pattern = pattern
        self.start = start
        newest = start
    }

    /// The next search.
    var request: FilterLogEventsRequest {
        FilterLogEventsRequest(group: group, start: start, pattern: pattern, token: token)
    }

    /// Whether the next search goes on with the last one, which needs no pause.
    var isWithinSearch: Bool { token != nil }

    /// Takes a page.
    ///
    /// - Returns: its new lines, in the order of their times.
    mutating func take(_ page: LogPage) -> [LogEvent] {
        var new: [LogEvent] = []
        for event in page.events where seen.updateValue(event.timestamp, forKey: event.id) == nil {
            new.append(event)
            newest = max(newest, event.timestamp)
        }
        token = page.nextToken
        if token == nil {
            start = max(start, newest - Self.overlapMilliseconds)
            seen = seen.filter { $0.value >= start }
        }
        return new.enumerated().sorted { ($0.element.timestamp, $0.offset) < ($1.element.timestamp, $1.offset) }
            .map(\.element)
    }
}
