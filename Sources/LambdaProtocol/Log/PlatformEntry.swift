import Model

/// An entry of Lambda's own in a function's log, such as START, END and REPORT, which becomes text where it is shown.
package struct PlatformEntry: Sendable, Hashable {
    var event: PlatformEvent
    let moment: Moment
    let format: LogSettings.Format

    /// Whether it tells what an invocation took.
    package var isReport: Bool {
        if case .report = event { true } else { false }
    }

    /// A report with the most memory that the runtime has had, in MB; any other entry as it is.
    package func reporting(maxMemoryUsed megabytes: Int) -> PlatformEntry {
        guard case .report(var report) = event else { return self }
        report.maxMemoryUsed = megabytes
        var entry = self
        entry.event = .report(report)
        return entry
    }

    /// The entry as the line that Lambda writes.
    package var line: String {
        switch format {
        case .text: PlatformText.line(for: event, at: moment)
        case .json: PlatformJSON.line(for: event, at: moment)
        }
    }
}
