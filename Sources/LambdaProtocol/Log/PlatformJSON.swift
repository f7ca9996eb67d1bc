import JSON

/// Lambda's own lines in a function's log, in the JSON log format: the events of the Telemetry API
/// (developer guide, "Lambda Telemetry API Event schema reference").
enum PlatformJSON {
    /// An event as one line.
    static func line(for event: PlatformEvent, at moment: Moment) -> String {
        let (type, record) = content(of: event)
        let document: JSONValue = [
            "time": .string(UTCTime(epochMilliseconds: moment.epochMilliseconds).iso8601),
            "type": .string("platform.\(type)"), "record": record,
        ]
        return document.text
    }

    private static func content(of event: PlatformEvent) -> (type: String, record: JSONValue) {
        switch event {
        case .started(let requestID, let tenantID):
            ("start", .object(head(requestID, tenantID) + [.init("version", "$LATEST")]))
        case .runtimeDone(let requestID, let duration, let status):
            (
                "runtimeDone",
                .object(
                    head(requestID, nil) + outcome(status)
                        + [.init("metrics", ["durationMs": milliseconds(duration)])])
            )
        case .report(let report):
            (
                "report",
                .object(
                    head(report.requestID, report.tenantID) + [.init("metrics", metrics(of: report))]
                        + outcome(report.status))
            )
        case .initReport(let duration, let phase, let status):
            (
                "initReport",
                .object(
                    [.init("initializationType", "on-demand"), .init("phase", .string(phase))] + outcome(status)
                        + [.init("metrics", ["durationMs": milliseconds(duration)])])
            )
        case .extension(let party): ("extension", record(of: party))
        case .timedOut(let requestID, let timeout):
            ("fault", .string("RequestId: \(requestID) Error: \(EnvironmentFailure.timedOut(after: timeout).message)"))
        case .failed(let requestID, let failure):
            ("fault", .string("RequestId: \(requestID) Error: \(failure.message) (\(failure.errorType))"))
        }
    }

    private static func head(_ requestID: String, _ tenantID: String?) -> [JSONValue.Member] {
        [.init("requestId", .string(requestID))] + (tenantID.map { [.init("tenantId", .string($0))] } ?? [])
    }

    private static func outcome(_ status: PlatformStatus?) -> [JSONValue.Member] {
        switch status {
        case nil: [.init("status", "success")]
        case .timeout: [.init("status", "timeout")]
        case .error(let type): [.init("status", "error"), .init("errorType", .string(type))]
        }
    }

    private static func metrics(of report: PlatformReport) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("durationMs", milliseconds(report.duration)),
            .init("billedDurationMs", .number(String(report.billedMilliseconds))),
            .init("memorySizeMB", .number(String(report.memory))),
        ]
        if let maxMemoryUsed = report.maxMemoryUsed {
            members.append(.init("maxMemoryUsedMB", .number(String(maxMemoryUsed))))
        }
        if let initDuration = report.initDuration {
            members.append(.init("initDurationMs", milliseconds(initDuration)))
        }
        return .object(members)
    }

    private static func record(of party: ExtensionParty) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(party.name)), .init("state", .string(party.state.rawValue)),
            .init("events", .array(party.events.map { .string($0.rawValue) })),
        ]
        if let errorType = party.errorType { members.append(.init("errorType", .string(errorType))) }
        return .object(members)
    }

    private static func milliseconds(_ duration: Duration) -> JSONValue {
        .number(twoDecimals(of: duration, perSecond: 1_000))
    }
}
