import Host
package import Model

/// The lines that a function on Lambda writes.
package struct FunctionLogs: Sendable {
    /// What is found in the end.
    package enum End: Sendable, Hashable {
        /// All lines.
        case complete
        /// The first lines; there are more.
        case more
        /// There is no log group.
        case noGroup
    }

    /// What happens while lines are followed.
    package enum Event: Sendable, Hashable {
        /// New lines.
        case lines([LogEvent])
        /// There is no log group yet.
        case waiting
        /// AWS can't be asked for the moment; it is asked again.
        case disturbed([Diagnostic])
    }

    /// The maximum number of pages of a search; a page has up to 1,000 lines, and may have none.
    package static let mostPages = 100

    /// The log group's name.
    package let group: String
    private let function: LambdaFunction
    private let target: ReleaseTarget
    private let pattern: String?
    private let aws: AWSCommandLine

    /// Finds the log group of a function.
    ///
    /// - Parameters:
    ///   - pattern: CloudWatch's filter pattern.
    ///   - aws: the AWS command line, for the region of the target.
    package init(
        of function: LambdaFunction, in target: ReleaseTarget, pattern: String?, with aws: AWSCommandLine
    ) {
        self.function = function
        self.target = target
        self.pattern = pattern
        self.aws = aws
        group = function.surroundings.logGroup?.existing ?? "/aws/lambda/\(function.deployedName)"
    }

    /// Compares the account of the credentials with that of the place, if that is known.
    ///
    /// - Throws: ``WrongAccount``; `AWSError`; `CancellationError`.
    package func checkAccount() async throws {
        if target.account != nil { _ = try await aws.deployer(to: target) }
    }

    /// Searches for lines.
    ///
    /// - Parameters:
    ///   - start: the time of the first one, in milliseconds since 1970.
    ///   - onLines: called with the lines of each page that has some.
    /// - Throws: `AWSError`; `CancellationError`.
    package func search(from start: Int, onLines: ([LogEvent]) throws -> Void) async throws -> End {
        let request = FilterLogEventsRequest(group: group, start: start, pattern: pattern)
        do {
            let hasMore = try await aws.search(request, pages: Self.mostPages) { events in
                let lines = own(events)
                if !lines.isEmpty { try onLines(lines) }
            }
            return hasMore ? .more : .complete
        } catch let error as AWSError where error.reason == .notFound {
            return .noGroup
        }
    }

    /// Follows the lines until the task is cancelled.
    ///
    /// - Parameters:
    ///   - start: the time of the first one, in milliseconds since 1970.
    ///   - interval: the pause between searches.
    /// - Throws: `AWSError`; in the end `CancellationError`.
    package func follow(
        from start: Int, interval: Duration = .seconds(2), onEvent: (Event) throws -> Void
    ) async throws {
        var tail = LogTail(of: group, from: start, pattern: pattern)
        var hasBegun = false
        var last: Event?
        func say(_ event: Event) throws {
            if last != event { try onEvent(event) }
            last = event
        }
        while true {
            do {
                let lines = own(tail.take(try await aws.call(tail.request)))
                hasBegun = true
                last = nil
                if !lines.isEmpty { try onEvent(.lines(lines)) }
                if tail.isWithinSearch { continue }
            } catch let error as AWSError where error.reason == .notFound {
                try say(.waiting)
            } catch let error as AWSError where hasBegun && error.isPassing {
                try say(.disturbed(error.diagnostics))
            }
            try await aws.host.clock.sleep(for: interval)
        }
    }

    /// The lines of this function: a group that was named in the configuration may have those of others.
    ///
    /// Lambda writes to `2026/11/30/[$LATEST]1f…` in a group of its own choice, and to `2026/11/30/orders[$LATEST]1f…` in
    /// one that it was given (developer guide, "Configuring CloudWatch log groups").
    private func own(_ lines: [LogEvent]) -> [LogEvent] {
        lines.filter { line in
            let parts = line.stream.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
            guard parts.count == 4, let bracket = parts[3].firstIndex(of: "[") else { return true }
            let name = parts[3][..<bracket]
            return name.isEmpty || name == function.deployedName
        }
    }
}

extension AWSError {
    /// Whether the same call may work a little later.
    fileprivate var isPassing: Bool {
        switch reason {
        case .throttled, .unreachable: true
        default: false
        }
    }
}
