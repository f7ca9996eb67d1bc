import Model

/// Makes the entries of a function's log in the format and at the level that the function is configured for.
struct PlatformLog {
    let settings: LogSettings

    /// An event as an entry; `nil` for one that is not written in this format or at this level.
    func entry(for event: PlatformEvent, at moment: Moment) -> PlatformEntry? {
        writes(event) ? PlatformEntry(event: event, moment: moment, format: settings.format) : nil
    }

    private func writes(_ event: PlatformEvent) -> Bool {
        switch settings.format {
        case .text:
            // An Init that went well has no line of its own.
            if case .initReport(_, _, nil) = event { false } else { true }
        case .json: event.level >= (settings.systemLevel ?? .info)
        }
    }
}
