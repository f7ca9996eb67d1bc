import Model

/// Something that Lambda itself writes to a function's log.
enum PlatformEvent: Sendable, Hashable {
    /// An invocation begins.
    case started(requestID: String, tenantID: String?)
    /// An invocation is over; the text is END.
    case runtimeDone(requestID: String, duration: Duration, status: PlatformStatus?)
    /// What an invocation took.
    case report(PlatformReport)
    /// What an Init took; `phase` is `init`, or `invoke` if it ran as part of an invocation.
    case initReport(duration: Duration, phase: String, status: PlatformStatus?)
    /// The state of an extension.
    case `extension`(ExtensionParty)
    /// An invocation timed out.
    case timedOut(requestID: String, timeout: Duration)
    /// An invocation failed.
    case failed(requestID: String, EnvironmentFailure)
}

extension PlatformEvent {
    /// How severe it is (developer guide, "System log level event mapping").
    var level: LogSettings.SystemLevel {
        switch self {
        case .started: .info
        case .report(let report): report.status == nil ? .info : .warn
        case .runtimeDone(_, _, nil), .initReport(_, _, nil): .debug
        case .extension(let party): party.errorType == nil ? .info : .warn
        case .runtimeDone, .initReport, .timedOut, .failed: .warn
        }
    }
}

extension LogSettings.SystemLevel {
    static func >= (left: Self, right: Self) -> Bool { left.rank >= right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warn: 2
        }
    }
}
