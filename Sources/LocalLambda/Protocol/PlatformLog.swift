/// The lines that Lambda itself writes to a function's log, in their text form.
enum PlatformLog {
    /// How Init or an invocation ended, where that was not well.
    enum Status: Hashable {
        case timeout
        case error(type: String)
    }

    static func start(_ requestID: String) -> String {
        "START RequestId: \(requestID) Version: $LATEST"
    }

    static func end(_ requestID: String) -> String {
        "END RequestId: \(requestID)"
    }

    /// The REPORT line, without `Max Memory Used`, which the protocol does not know.
    ///
    /// An OS-only runtime is billed for Init too, so that the first Billed Duration holds both.
    static func report(
        _ requestID: String,
        duration: Duration,
        initDuration: Duration?,
        memory: Int,
        status: Status?
    ) -> String {
        let billed = roundedUp(duration + (initDuration ?? .zero))
        var fields = [
            "REPORT RequestId: \(requestID)",
            "Duration: \(milliseconds(duration)) ms",
            "Billed Duration: \(billed) ms",
            "Memory Size: \(memory) MB",
        ]
        if let initDuration { fields.append("Init Duration: \(milliseconds(initDuration)) ms") }
        return (fields + words(for: status)).joined(separator: "\t")
    }

    /// The line about an Init that failed; `phase` is `init`, or `invoke` where an invocation began with it.
    static func initReport(duration: Duration, phase: String, status: Status) -> String {
        (["INIT_REPORT Init Duration: \(milliseconds(duration)) ms", "Phase: \(phase)"] + words(for: status))
            .joined(separator: "\t")
    }

    static func `extension`(_ party: ExtensionParty) -> String {
        var fields = ["EXTENSION", "Name: \(party.name)", "State: \(party.state.rawValue)"]
        fields.append("Events: [\(party.events.map(\.rawValue).joined(separator: ", "))]")
        if let errorType = party.errorType { fields.append("Error Type: \(errorType)") }
        return fields.joined(separator: "\t")
    }

    static func timedOut(_ requestID: String, after timeout: Duration, at moment: Moment) -> String {
        "\(UTCTime(epochMilliseconds: moment.epochMilliseconds).iso8601) \(requestID)"
            + " Task timed out after \(twoDecimals(of: timeout, perSecond: 1)) seconds"
    }

    static func failed(_ requestID: String, _ failure: EnvironmentFailure) -> String {
        "RequestId: \(requestID) Error: \(failure.message)\n\(failure.errorType)"
    }

    private static func words(for status: Status?) -> [String] {
        switch status {
        case nil: []
        case .timeout: ["Status: timeout"]
        case .error(let type): ["Status: error", "Error Type: \(type)"]
        }
    }

    private static func milliseconds(_ duration: Duration) -> String {
        twoDecimals(of: duration, perSecond: 1_000)
    }

    private static func roundedUp(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
