import Model

/// Makes log entries in the function's configured format and at its level.
struct PlatformLog {
    let settings: LogSettings

    /// An event as an entry; `nil` if this format or level leaves it out.
    func entry(for event: PlatformEvent, at moment: Moment) -> PlatformEntry? {
        writes(event) ? PlatformEntry(event: event, moment: moment, format: settings.format) : nil
    }

    private func writes(_ event: PlatformEvent) -> Bool {
        switch settings.format {
        case .text:
            // A successful Init has no line of its own.
            if case .initReport(_, _, nil) = event { false } else { true }
        case .json: event.level >= (settings.systemLevel ?? .info)
        }
    }
}
