/// Where and how a function logs.
package struct LogSettings: Sendable, Hashable {
    /// The format of the lines that Lambda writes.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case json
        case text
    }

    /// The least severe lines kept of what the function writes; JSON format only.
    package enum ApplicationLevel: String, Sendable, Hashable, CaseIterable {
        case trace, debug, info, warn, error, fatal
    }

    /// The least severe lines kept of what Lambda writes; JSON format only.
    package enum SystemLevel: String, Sendable, Hashable, CaseIterable {
        case debug, info, warn
    }

    /// How long lines are kept, in days; `nil` keeps them for ever.
    package var retention: Int?
    /// The format of the lines that Lambda writes.
    package var format: Format
    /// The least severe lines kept of what the function writes.
    package var applicationLevel: ApplicationLevel?
    /// The least severe lines kept of what Lambda writes.
    package var systemLevel: SystemLevel?

    /// Creates log settings; by default lines are text and kept for 30 days.
    package init(
        retention: Int? = 30,
        format: Format = .text,
        applicationLevel: ApplicationLevel? = nil,
        systemLevel: SystemLevel? = nil
    ) {
        self.retention = retention
        self.format = format
        self.applicationLevel = applicationLevel
        self.systemLevel = systemLevel
    }
}
