/// Lambda's own lines in a function's log, in text form.
enum PlatformText {
    /// An event as Lambda's log line.
    static func line(for event: PlatformEvent, at moment: Moment) -> String {
        switch event {
        case .started(let requestID, _): start(requestID)
        case .runtimeDone(let requestID, _, _): end(requestID)
        case .report(let report): self.report(report)
        case .initReport(let duration, let phase, let status):
            initReport(duration: duration, phase: phase, status: status)
        case .extension(let party): self.extension(party)
        case .timedOut(let requestID, let timeout): timedOut(requestID, after: timeout, at: moment)
        case .failed(let requestID, let failure): failed(requestID, failure)
        }
    }

    private static func start(_ requestID: String) -> String {
        "START RequestId: \(requestID) Version: $LATEST"
    }

    private static func end(_ requestID: String) -> String {
        "END RequestId: \(requestID)"
    }

    private static func report(_ report: PlatformReport) -> String {
        var fields = [
            "REPORT RequestId: \(report.requestID)",
            "Duration: \(milliseconds(report.duration)) ms",
            "Billed Duration: \(report.billedMilliseconds) ms",
            "Memory Size: \(report.memory) MB",
        ]
        if let maxMemoryUsed = report.maxMemoryUsed { fields.append("Max Memory Used: \(maxMemoryUsed) MB") }
        if let initDuration = report.initDuration { fields.append("Init Duration: \(milliseconds(initDuration)) ms") }
        return (fields + words(for: report.status)).joined(separator: "\t")
    }

    /// The line about an Init; `phase` is `init`, or `invoke` if it ran as part of an invocation.
    private static func initReport(duration: Duration, phase: String, status: PlatformStatus?) -> String {
        (["INIT_REPORT Init Duration: \(milliseconds(duration)) ms", "Phase: \(phase)"] + words(for: status))
            .joined(separator: "\t")
    }

    private static func `extension`(_ party: ExtensionParty) -> String {
        var fields = ["EXTENSION", "Name: \(party.name)", "State: \(party.state.rawValue)"]
        fields.append("Events: [\(party.events.map(\.rawValue).joined(separator: ", "))]")
        if let errorType = party.errorType { fields.append("Error Type: \(errorType)") }
        return fields.joined(separator: "\t")
    }

    private static func timedOut(_ requestID: String, after timeout: Duration, at moment: Moment) -> String {
        "\(UTCTime(epochMilliseconds: moment.epochMilliseconds).iso8601) \(requestID)"
            + " Task timed out after \(twoDecimals(of: timeout, perSecond: 1)) seconds"
    }

    private static func failed(_ requestID: String, _ failure: EnvironmentFailure) -> String {
        "RequestId: \(requestID) Error: \(failure.message)\n\(failure.errorType)"
    }

    private static func words(for status: PlatformStatus?) -> [String] {
        switch status {
        case nil: []
        case .timeout: ["Status: timeout"]
        case .error(let type): ["Status: error", "Error Type: \(type)"]
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        twoDecimals(of: duration, perSecond: 1_000)
    }
}
