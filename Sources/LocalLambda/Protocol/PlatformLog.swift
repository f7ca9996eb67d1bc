import Model

/// Something that Lambda itself writes to a function's log.
enum PlatformEvent {
    /// An invocation begins.
    case started(requestID: String, tenantID: String?)
    /// An invocation is over; its text is END.
    case runtimeDone(requestID: String, duration: Duration, status: PlatformStatus?)
    /// What an invocation took.
    case report(PlatformReport)
    /// What an Init took; `phase` is `init`, or `invoke` where an invocation began with it.
    case initReport(duration: Duration, phase: String, status: PlatformStatus?)
    /// How far an extension is.
    case `extension`(ExtensionParty)
    /// An invocation took too long.
    case timedOut(requestID: String, timeout: Duration)
    /// An invocation failed.
    case failed(requestID: String, EnvironmentFailure)
}

/// How Init or an invocation ended, where that was not well.
enum PlatformStatus: Hashable {
    case timeout
    case error(type: String)
}

/// What an invocation took.
struct PlatformReport {
    var requestID: String
    var tenantID: String?
    var duration: Duration
    var initDuration: Duration?
    /// In MB.
    var memory: Int
    var status: PlatformStatus?

    /// An OS-only runtime is billed for Init too, so that the first invocation's has both.
    var billedMilliseconds: Int64 {
        let (seconds, attoseconds) = (duration + (initDuration ?? .zero)).components
        return seconds * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}

/// Writes the events of a function's log in the format that the function is configured for.
struct PlatformLog {
    let settings: LogSettings

    /// An event as a line; `nil` for one that is not written in this format or at this level.
    func line(for event: PlatformEvent, at moment: Moment) -> String? {
        switch settings.format {
        case .text: PlatformText.line(for: event, at: moment)
        case .json:
            event.level >= (settings.systemLevel ?? .info) ? PlatformJSON.line(for: event, at: moment) : nil
        }
    }
}

extension PlatformEvent {
    /// How severe it is (developer guide, "System log level event mapping").
    fileprivate var level: LogSettings.SystemLevel {
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
    fileprivate static func >= (left: Self, right: Self) -> Bool { left.rank >= right.rank }

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .warn: 2
        }
    }
}
