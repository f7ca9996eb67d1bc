package import Model

/// What an audit found.
package struct AuditReport: Sendable, Hashable, Codable {
    /// The newest version of one kind that the program's files require.
    package struct Requirement: Sendable, Hashable, Codable {
        /// `GLIBC`, `GLIBCXX` or `CXXABI`.
        package var name: String
        /// The newest version required.
        package var needed: String
        /// The newest version that the runtime has.
        package var available: String
    }

    /// A shared library that is needed, and where it comes from.
    package struct Library: Sendable, Hashable, Codable {
        /// Where a library comes from.
        package enum Origin: String, Sendable, Hashable, Codable {
            case runtime
            case archive
            case missing
        }

        /// Its name, as the files specify it.
        package var name: String
        /// Where it comes from.
        package var origin: Origin
        /// The files of the archive that need it.
        package var neededBy: [String]
    }

    /// What was found, the most severe first.
    package var findings: [Diagnostic] = []
    /// The architecture of `bootstrap`, if it is a binary.
    package var architecture: Architecture?
    /// The symbol versions that it requires.
    package var requirements: [Requirement] = []
    /// The libraries that it needs.
    package var libraries: [Library] = []
    /// The C library that it runs on, if known.
    package var cLibrary: LibcInfo?

    /// Creates a report without findings.
    package init() {}

    /// Whether Lambda would refuse the archive or fail to start it.
    package var hasErrors: Bool { findings.hasErrors }

    /// Sorts findings by severity, and limits how many of one kind are shown.
    package mutating func sortFindings() {
        findings = findings.limited()
        let order: [Diagnostic.Severity: Int] = [.error: 0, .warning: 1, .note: 2]
        findings = findings.enumerated()
            .sorted { left, right in
                let ranks = (order[left.element.severity] ?? 3, order[right.element.severity] ?? 3)
                return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
            }
            .map(\.element)
    }
}
