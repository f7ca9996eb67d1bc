package import Model

/// What an audit found.
package struct AuditReport: Sendable, Hashable, Codable {
    /// The newest version of one kind that the program's files ask for.
    package struct Requirement: Sendable, Hashable, Codable {
        /// `GLIBC`, `GLIBCXX` or `CXXABI`.
        package var name: String
        /// The newest version asked for.
        package var needed: String
        /// The newest version the runtime has.
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

        /// Its name, as it is asked for.
        package var name: String
        /// Where it comes from.
        package var origin: Origin
        /// Which files of the archive ask for it.
        package var neededBy: [String]
    }

    /// What was found, the gravest first.
    package var findings: [Diagnostic] = []
    /// The architecture of `bootstrap`, where it is a binary.
    package var architecture: Architecture?
    /// What versions it asks for.
    package var requirements: [Requirement] = []
    /// What libraries it needs.
    package var libraries: [Library] = []
    /// The C library that it runs on, where that could be told.
    package var cLibrary: LibcInfo?

    /// Creates a report in which nothing was found yet.
    package init() {}

    /// Whether Lambda would refuse it, or it could not start.
    package var hasErrors: Bool { findings.hasErrors }

    /// Puts the gravest findings first, and no more of one kind than anyone reads.
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
