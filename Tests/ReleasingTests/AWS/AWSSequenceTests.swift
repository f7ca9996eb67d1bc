import Host
import Model
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Releasing

@Suite struct AWSSequenceTests {
    private static func version(_ status: String) -> String {
        """
        {"FunctionName":"orders","FunctionArn":"a","Version":"$LATEST","CodeSha256":"h","CodeSize":9,
         "LastModified":"t","LastUpdateStatus":"\(status)","LastUpdateStatusReason":"The image does not exist."}
        """
    }

    private let asked = GetFunctionConfigurationRequest.words

    @Test func anUpdateIsWaitedFor() async throws {
        let sample = try await AWSSample()
        let states = ["InProgress", "InProgress", "Successful"].map(Self.version)
        sample.answer(asked, with: states)
        let start = sample.clock.monotonic
        let version = try await sample.aws.waitForUpdate(of: "orders")
        #expect(version.updateStatus == .successful)
        #expect(sample.clock.monotonic - start == .milliseconds(250 + 375))
    }

    @Test func anUpdateThatFailsSaysWhy() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [Self.version("InProgress"), Self.version("Failed")])
        await #expect(
            throws: FunctionCallError.updateFailed(
                function: "orders", code: nil, reason: "The image does not exist.")
        ) { try await sample.aws.waitForUpdate(of: "orders") }
    }

    @Test func anUpdateHasALimit() async throws {
        let sample = try await AWSSample()
        sample.answer(asked, with: [Self.version("InProgress")])
        let start = sample.clock.monotonic
        let limit = Duration.seconds(60)
        await #expect(throws: FunctionCallError.updateTimeout(function: "orders", limit: limit)) {
            try await sample.aws.waitForUpdate(of: "orders", limit: limit)
        }
        #expect(sample.clock.monotonic - start == limit)
        // Growing pauses: 25 questions in a minute, not 240.
        #expect(sample.processes.commands.count < 25)
    }

    @Test func anInvocationGetsItsResponse() async throws {
        let scratch = try ScratchDirectory()
        let sample = try await AWSSample(environment: ["TMPDIR": scratch.path.string], files: LiveFileSystem())
        sample.processes.answer("aws", InvokeRequest.words) { command in
            let words = command.arguments
            let event = try #require(words.first(where: { $0.hasPrefix("fileb://") })).dropFirst("fileb://".count)
            let response = FilePath(words[words.count - 5])
            let files = LiveFileSystem()
            #expect(
                try files.status(of: response, followingLinks: false)?.permissions == FilePermissions.ownerReadWrite)
            let bytes = try files.read(FilePath(String(event)), limit: 100)
            try files.overwrite(response, at: 0, with: Array("got ".utf8) + bytes)
            return ProcessResult(end: .exited(0), output: Array(#"{"StatusCode":200,"LogResult":""}"#.utf8))
        }
        let invocation = try await sample.aws.invoke(
            "orders", qualifier: "7", event: Array("{}".utf8), timeout: 3)
        #expect(invocation.isSuccess)
        #expect(String(decoding: invocation.response, as: UTF8.self) == "got {}")
        #expect(try LiveFileSystem().names(in: scratch.path) == [])
    }

    @Test func onlyThrottledInvocationsAreTriedAgain() async throws {
        let scratch = try ScratchDirectory()
        let sample = try await AWSSample(environment: ["TMPDIR": scratch.path.string], files: LiveFileSystem())
        func count() async -> (Int, AWSError?) {
            let before = sample.processes.commands.count
            let error = await #expect(throws: AWSError.self) {
                try await sample.aws.invoke("orders", qualifier: nil, event: [], timeout: 3)
            }
            return (sample.processes.commands.count - before, error)
        }
        let end = "when calling the Invoke operation (reached max retries: 0): Rate Exceeded.\n"
        sample.processes.answer(
            "aws", InvokeRequest.words, error: "\nAn error occurred (TooManyRequestsException) \(end)", status: 254)
        let throttled = await count()
        #expect(throttled.0 == 5)
        #expect(throttled.1?.reason == .throttled)
        sample.processes.answer(
            "aws", InvokeRequest.words, error: "\nAn error occurred (ServiceException) \(end)", status: 254)
        let failed = await count()
        #expect(failed.0 == 1)
        await #expect(throws: FunctionCallError.eventTooLarge(bytes: 7_000_000)) {
            try await sample.aws.invoke(
                "orders", qualifier: nil, event: [UInt8](repeating: 0x20, count: 7_000_000), timeout: 3)
        }
        #expect(try LiveFileSystem().names(in: scratch.path) == [])
    }

    @Test func aSearchHasALimitOfPages() async throws {
        let sample = try await AWSSample()
        let page = #"{"events":[{"eventId":"1","timestamp":5,"message":"m","logStreamName":"s"}],"nextToken":"t"}"#
        sample.answer(FilterLogEventsRequest.words, with: [page])
        var lines: [LogEvent] = []
        let request = FilterLogEventsRequest(group: "g", start: 0)
        let isTruncated = try await sample.aws.search(request, pages: 3) { lines += $0 }
        #expect(isTruncated)
        #expect(lines.count == 3)
        #expect(sample.processes.commands.last?.arguments.contains("--next-token") == true)
    }

    @Test func aTailHasEachLineOnce() {
        func event(_ id: String, _ time: Int) -> LogEvent {
            LogEvent(id: id, stream: "s", timestamp: time, message: id)
        }
        var tail = LogTail(of: "g", from: 100_000)
        #expect(tail.request.start == 100_000)
        let first = tail.take(LogPage(events: [event("b", 120_000), event("a", 119_000)], nextToken: "t"))
        #expect(first.map(\.id) == ["a", "b"])
        #expect(tail.isWithinSearch)
        #expect(tail.request.token == "t")
        let second = tail.take(LogPage(events: [event("c", 140_000)], nextToken: nil))
        #expect(second.map(\.id) == ["c"])
        #expect(!tail.isWithinSearch)
        #expect(tail.request.start == 140_000 - LogTail.overlapMilliseconds)
        #expect(tail.request.token == nil)
        // Known lines come again, and an older one becomes visible late.
        let third = tail.take(LogPage(events: [event("c", 140_000), event("late", 130_000)], nextToken: nil))
        #expect(third.map(\.id) == ["late"])
    }
}
