import Host

extension AWSCommandLine {
    /// Searches a log group, page by page.
    ///
    /// - Parameters:
    ///   - request: the first page.
    ///   - pages: the maximum number of pages.
    ///   - onEvents: called with the lines of each page that has some.
    /// - Returns: whether there are more pages.
    /// - Throws: `AWSError`; `CancellationError`.
    func search(
        _ request: FilterLogEventsRequest, pages: Int, onEvents: ([LogEvent]) -> Void
    ) async throws -> Bool {
        var request = request
        for _ in 0..<pages {
            let page = try await call(request)
            if !page.events.isEmpty { onEvents(page.events) }
            guard let token = page.nextToken else { return false }
            request.token = token
        }
        return true
    }

    /// Follows a log group until the task is cancelled.
    ///
    /// - Parameters:
    ///   - tail: where to begin.
    ///   - interval: the pause between searches.
    ///   - onEvents: called with new lines.
    /// - Throws: `AWSError`; in the end `CancellationError`.
    func follow(
        _ tail: LogTail, interval: Duration = .seconds(2), onEvents: ([LogEvent]) -> Void
    ) async throws {
        var tail = tail
        while true {
            let events = tail.take(try await call(tail.request))
            if !events.isEmpty { onEvents(events) }
            if !tail.isWithinSearch { try await host.clock.sleep(for: interval) }
        }
    }
}
