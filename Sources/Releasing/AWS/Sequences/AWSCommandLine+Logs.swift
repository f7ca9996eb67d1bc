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
        _ request: FilterLogEventsRequest, pages: Int, onEvents: ([LogEvent]) throws -> Void
    ) async throws -> Bool {
        var request = request
        for _ in 0..<pages {
            let page = try await call(request)
            if !page.events.isEmpty { try onEvents(page.events) }
            guard let token = page.nextToken else { return false }
            request.token = token
        }
        return true
    }
}
