import Model

/// An entry that Lambda itself writes to a function's log, such as START, END and REPORT; it becomes text when shown.
package struct PlatformEntry: Sendable, Hashable {
    var event: PlatformEvent
    let moment: Moment
    let format: LogSettings.Format

    /// Whether it reports what an invocation took.
    package var isReport: Bool {
        if case .report = event { true } else { false }
    }

    /// A report completed with the runtime's peak memory in MB; any other entry unchanged.
    package func reporting(maxMemoryUsed megabytes: Int) -> PlatformEntry {
        guard case .report(var report) = event else { return self }
        report.maxMemoryUsed = megabytes
        var entry = self
        entry.event = .report(report)
        return entry
    }

    /// The entry as a line of Lambda's log.
    package var line: String {
        switch format {
        case .text: PlatformText.line(for: event, at: moment)
        case .json: PlatformJSON.line(for: event, at: moment)
        }
    }
}
