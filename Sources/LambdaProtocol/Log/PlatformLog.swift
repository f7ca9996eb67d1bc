import Model

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
