/// Pauses between questions that grow, up to a limit for all of them.
struct PollingPauses: Sendable {
    /// The time for everything.
    let limit: Duration
    private var next: Duration
    private let longest: Duration

    /// Creates pauses.
    ///
    /// - Parameters:
    ///   - first: the first one; each is half as long again as the one before.
    ///   - longest: the longest one.
    ///   - limit: the time for everything.
    init(first: Duration = .milliseconds(250), longest: Duration = .seconds(5), limit: Duration) {
        self.limit = limit
        self.longest = longest
        next = first
    }

    /// The next pause, which never goes beyond the limit.
    ///
    /// - Parameter elapsed: the time since the first question.
    /// - Returns: `nil` at the limit.
    mutating func pause(after elapsed: Duration) -> Duration? {
        guard elapsed < limit else { return nil }
        defer { next = min(next * 3 / 2, longest) }
        return min(next, limit - elapsed)
    }
}
