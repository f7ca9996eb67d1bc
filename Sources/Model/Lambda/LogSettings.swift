/// The logging of a function.
package struct LogSettings: Sendable, Hashable {
    /// The format of the lines that Lambda writes.
    package enum Format: String, Sendable, Hashable, CaseIterable {
        case json
        case text
    }

    /// The minimum level of lines from the function; JSON format only.
    package enum ApplicationLevel: String, Sendable, Hashable, CaseIterable {
        case trace, debug, info, warn, error, fatal
    }

    /// The minimum level of lines from Lambda; JSON format only.
    package enum SystemLevel: String, Sendable, Hashable, CaseIterable {
        case debug, info, warn
    }

    /// The retention in days; `nil` means for ever.
    package var retention: Int?
    /// The format of the lines that Lambda writes.
    package var format: Format
    /// The minimum level of lines from the function.
    package var applicationLevel: ApplicationLevel?
    /// The minimum level of lines from Lambda.
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
