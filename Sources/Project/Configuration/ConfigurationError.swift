package import Model

/// All errors of a configuration.
package struct ConfigurationError: DiagnosedError, Hashable {
    /// The errors, in the order of the file; never empty.
    package let diagnostics: [Diagnostic]

    /// The user's file is wrong: `EX_DATAERR`.
    package var exitStatus: ExitStatus { .badInput }

    /// The most errors reported at once.
    static let limit = 50

    /// Creates an error from diagnostics.
    ///
    /// - Parameter count: the number of errors, if more than `diagnostics`.
    init(_ diagnostics: [Diagnostic], count: Int? = nil) {
        let omitted = (count ?? diagnostics.count) - Self.limit
        let sorted = diagnostics.sorted {
            ($0.location?.line ?? 0, $0.location?.column ?? 0, $0.summary)
                < ($1.location?.line ?? 0, $1.location?.column ?? 0, $1.summary)
        }
        self.diagnostics =
            sorted.prefix(Self.limit)
            + (omitted > 0 ? [Diagnostic(.note, "config.more-errors", "the file has \(omitted) more errors")] : [])
    }

    init(_ diagnostic: Diagnostic) {
        self.init([diagnostic])
    }
}
