import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct LogStartTests {
    @Test(arguments: [("30s", 30), ("10m", 600), ("1h", 3_600), ("2d", 172_800), ("1w", 604_800), ("0m", 0)])
    func aTimeAgo(text: String, seconds: Int) {
        #expect(LogStart(text) == .ago(seconds: seconds))
        #expect(LogStart(text)?.milliseconds(now: 1_000_000) == (1_000_000 - seconds) * 1_000)
    }

    @Test(arguments: [
        "2026-01-01T00:00:00Z", "2026-01-01t00:00:00z", "2026-01-01 00:00:00.250Z", "2026-01-01T00:00Z",
        "2026-01-01T01:00:00+01:00", "2025-12-31T18:30:00-05:30",
    ])
    func aTime(text: String) {
        #expect(LogStart(text) == .at(RecordSamples.start))
        #expect(LogStart(text)?.milliseconds(now: 0) == 1_767_225_600_000)
    }

    @Test(arguments: [
        "", "m", "10", "10x", "-10m", "1.5h", "10 m", "99999999m", "yesterday", "2026-01-01", "2026-13-01T00:00:00Z",
        "2026-01-01T00:00:00", "2026-01-01T00:00:00+25:00", "٣m",
    ])
    func anythingElseIsRefused(text: String) {
        #expect(LogStart(text) == nil)
    }

    @Test func timesBeforeTheFirstAreTheFirst() {
        #expect(LogStart.ago(seconds: 10).milliseconds(now: 5) == 0)
    }
}

@Suite struct FunctionLogsTests {
    private static let words = FilterLogEventsRequest.words
    private static let noGroup =
        "\nAn error occurred (ResourceNotFoundException) when calling the FilterLogEvents "
        + "operation: The specified log group does not exist.\n"

    private static func page(_ events: [(id: String, stream: String)], token: String? = nil) -> String {
        let list = events.map { event in
            #"{"eventId":"\#(event.id)","logStreamName":"\#(event.stream)","timestamp":5,"message":"m\#(event.id)\n"}"#
        }
        return #"{"events":[\#(list.joined(separator: ","))]"# + (token.map { #","nextToken":"\#($0)"}"# } ?? "}")
    }

    private func logs(
        _ sample: AWSSample, account: String? = nil, existing: String? = nil, pattern: String? = nil
    ) throws -> FunctionLogs {
        var function = PushSamples.function()
        if let existing {
            var group = LogGroupSettings()
            group.existing = existing
            function.surroundings.logGroup = group
        }
        return FunctionLogs(
            of: function, in: try PushSamples.target(account: account), pattern: pattern, with: sample.aws)
    }

    @Test func pagesAreSearchedInOrder() async throws {
        let sample = try await AWSSample()
        sample.answer(
            Self.words, with: [Self.page([], token: "t"), Self.page([("1", "s"), ("2", "s")])])
        var ids: [String] = []
        let logs = try logs(sample, pattern: "ERROR")
        #expect(try await logs.search(from: 7) { ids += $0.map(\.id) } == .complete)
        #expect(ids == ["1", "2"])
        let call = try #require(sample.processes.commands.last).arguments
        #expect(call.contains(["--log-group-name", "/aws/lambda/orders-dev", "--start-time", "7"]))
        #expect(call.contains(["--filter-pattern", "ERROR"]))
        #expect(call.contains(["--next-token", "t"]))
        sample.processes.answer("aws", Self.words, error: Self.noGroup, status: 254)
        #expect(try await logs.search(from: 7) { _ in } == .noGroup)
        sample.answer(Self.words, with: [Self.page([("1", "s")], token: "t")])
        #expect(try await logs.search(from: 7) { _ in } == .more)
    }

    @Test func aSharedGroupHasLinesOfOthers() async throws {
        let sample = try await AWSSample()
        sample.answer(
            Self.words,
            with: [
                Self.page([
                    ("1", "2026/11/30/orders-dev[$LATEST]1f"), ("2", "2026/11/30/report-dev[$LATEST]1f"),
                    ("3", "2026/11/30/[7]1f"), ("4", "agent"),
                ])
            ])
        var ids: [String] = []
        let logs = try logs(sample, existing: "/shop/all")
        #expect(logs.group == "/shop/all")
        _ = try await logs.search(from: 0) { ids += $0.map(\.id) }
        #expect(ids == ["1", "3", "4"])
    }

    @Test func theAccountIsComparedIfItIsKnown() async throws {
        let sample = try await AWSSample()
        try await logs(sample).checkAccount()
        #expect(sample.processes.commands.count == 1)
        sample.answer(GetCallerIdentityRequest.words, with: [PushSamples.identity])
        try await logs(sample, account: PushSamples.account).checkAccount()
        await #expect(throws: WrongAccount.self) {
            try await logs(sample, account: "210987654321").checkAccount()
        }
    }

    /// The group appears, a line comes, AWS cannot be reached for a while, and another line comes.
    @Test func followingGoesOn() async throws {
        let sample = try await AWSSample()
        let throttled =
            "\nAn error occurred (ThrottlingException) when calling the FilterLogEvents operation: Rate exceeded\n"
        let steps: [(output: String, error: String)] = [
            ("", Self.noGroup), ("", Self.noGroup), (Self.page([("1", "s")]), ""), ("", throttled), ("", throttled),
            (Self.page([("1", "s"), ("2", "s")], token: "t"), ""), (Self.page([("3", "s")]), ""),
        ]
        let next = Mutex(0)
        sample.processes.answer("aws", Self.words) { _ in
            let index = next.withLock { index in
                defer { index += 1 }
                return index
            }
            guard index < steps.count else { throw CancellationError() }
            let step = steps[index]
            return ProcessResult(
                end: .exited(step.error.isEmpty ? 0 : 254), output: Array(step.output.utf8),
                error: Array(step.error.utf8))
        }
        let start = sample.clock.monotonic
        var seen: [String] = []
        await #expect(throws: CancellationError.self) {
            try await logs(sample).follow(from: 0) { event in
                switch event {
                case .waiting: seen.append("waiting")
                case .disturbed(let diagnostics): seen += diagnostics.map(\.identifier)
                case .lines(let lines): seen += lines.map(\.id)
                }
            }
        }
        #expect(seen == ["waiting", "1", "aws.throttled", "2", "3"])
        // The pages of one search come without a pause.
        #expect(sample.clock.monotonic - start == .seconds(12))
    }

    @Test func followingBeginsOnlyWhereItCan() async throws {
        let sample = try await AWSSample()
        sample.processes.answer(
            "aws", Self.words, error: "\nCould not connect to the endpoint URL: \"http://127.0.0.1:9/\"\n", status: 255)
        let error = await #expect(throws: AWSError.self) { try await logs(sample).follow(from: 0) { _ in } }
        #expect(error?.reason == .unreachable("http://127.0.0.1:9/"))
    }
}
