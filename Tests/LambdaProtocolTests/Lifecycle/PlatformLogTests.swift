import Host
import JSON
import Model
import Testing

@testable import LambdaProtocol

/// The lines of Lambda's own in the JSON log format.
@Suite
struct PlatformLogTests {
    private func lines(_ level: LogSettings.SystemLevel?, tenantID: String? = nil, fails: Bool = false) -> [String] {
        entries(level, tenantID: tenantID, fails: fails).map(\.line)
    }

    private func entries(
        _ level: LogSettings.SystemLevel?, format: LogSettings.Format = .json, tenantID: String? = nil,
        fails: Bool = false
    ) -> [PlatformEntry] {
        let settings = EnvironmentSettings(
            functionName: "orders", functionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders",
            logs: LogSettings(format: format, systemLevel: level))
        var machine = EnvironmentMachine(settings)
        func moment(_ milliseconds: Int64) -> Moment {
            Moment(elapsed: .milliseconds(milliseconds), epochMilliseconds: 1_700_000_000_000 + milliseconds)
        }
        func request(_ token: UInt64, _ method: String, _ path: String) -> EnvironmentInput {
            .request(RequestToken(token), APIRequest(method, "/2018-06-01/runtime/\(path)", body: [0x31]))
        }
        var actions = machine.handle(.start, at: moment(0))
        actions += machine.handle(request(1, "GET", "invocation/next"), at: moment(12))
        actions += machine.handle(
            .invoke(Invocation(requestID: "A", event: [0x31], traceID: "", tenantID: tenantID)), at: moment(20))
        if fails {
            actions += machine.handle(.exited(.runtime, .exited(3)), at: moment(25))
        } else {
            actions += machine.handle(request(2, "POST", "invocation/A/response"), at: moment(24))
            actions += machine.handle(request(3, "GET", "invocation/next"), at: moment(25))
        }
        return actions.compactMap { action in
            guard case .log(let entry) = action else { return nil }
            return entry
        }
    }

    @Test func anInvocationHasTwoLines() {
        #expect(
            lines(nil) == [
                #"{"time":"2023-11-14T22:13:20.020Z","type":"platform.start","record":"#
                    + #"{"requestId":"A","version":"$LATEST"}}"#,
                #"{"time":"2023-11-14T22:13:20.025Z","type":"platform.report","record":{"requestId":"A","metrics":"#
                    + #"{"durationMs":5.00,"billedDurationMs":17,"memorySizeMB":512,"initDurationMs":12.00},"#
                    + #""status":"success"}}"#,
            ])
    }

    @Test func theTenantStandsInBoth() {
        #expect(lines(.info, tenantID: "blue").count { $0.contains(#""requestId":"A","tenantId":"blue""#) } == 2)
    }

    @Test func aFailureIsTold() throws {
        let lines = lines(.warn, fails: true)
        let records = try lines.map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(records.map { $0["type"] } == ["platform.fault", "platform.runtimeDone", "platform.report"])
        #expect(
            records[0]["record"]
                == "RequestId: A Error: Runtime exited with error: exit status 3 (Runtime.ExitError)")
        #expect(records[2]["record"]?["status"] == "error")
        #expect(records[2]["record"]?["errorType"] == "Runtime.ExitError")
    }

    @Test func eachLevelHasItsLines() throws {
        func types(_ level: LogSettings.SystemLevel) throws -> [JSONValue?] {
            try lines(level).map { try JSONValue(parsing: Array($0.utf8))["type"] }
        }
        #expect(
            try types(.debug) == ["platform.initReport", "platform.start", "platform.runtimeDone", "platform.report"])
        #expect(try types(.info) == ["platform.start", "platform.report"])
        #expect(try types(.warn) == [])
    }

    @Test func thePeakOfMemoryStandsBehindTheMemoryThatTheFunctionHas() throws {
        let report = try #require(entries(nil).last)
        #expect(
            report.reporting(maxMemoryUsed: 31).line
                .contains(#""memorySizeMB":512,"maxMemoryUsedMB":31,"initDurationMs":12.00"#))
        let text = try #require(entries(nil, format: .text).last)
        #expect(
            text.reporting(maxMemoryUsed: 7).line
                == "REPORT RequestId: A\tDuration: 5.00 ms\tBilled Duration: 17 ms\tMemory Size: 512 MB"
                + "\tMax Memory Used: 7 MB\tInit Duration: 12.00 ms")
    }

    @Test func onlyAReportHasThePeakOfMemory() throws {
        #expect(entries(nil).map(\.isReport) == [false, true])
        let start = try #require(entries(nil).first)
        #expect(start.reporting(maxMemoryUsed: 31) == start)
    }
}
