package import Model

/// Something the audit can look at: a tree that is about to be zipped, or an archive from anywhere.
package protocol AuditSubject {
    /// Everything in it.
    var entries: [AuditedEntry] { get }
    /// A file's bytes.
    ///
    /// - Parameter limit: the most bytes to read; a larger file is an error.
    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8]
}

/// A piece of what is audited.
package struct AuditedEntry: Sendable, Hashable {
    /// What it is.
    package enum Kind: Sendable, Hashable {
        case file
        case directory
        case link(target: String)
        case other
    }

    /// The path in the archive, as it is written there.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Its permission bits, or `nil` where the archive has none.
    package var permissions: UInt16?
    /// Its size.
    package var sizeBytes: Int64
    /// Its place in the archive, which tells entries of one name apart.
    package var index: Int

    /// Creates an entry.
    package init(path: String, kind: Kind, permissions: UInt16?, sizeBytes: Int64, index: Int) {
        self.path = path
        self.kind = kind
        self.permissions = permissions
        self.sizeBytes = sizeBytes
        self.index = index
    }
}

/// What an archive is measured against.
package struct AuditExpectation: Sendable, Hashable {
    /// The architecture it must be for; `nil` takes that of `bootstrap`.
    package var architecture: Architecture?
    /// The runtime it must start on.
    package var runtime: LambdaRuntime
    /// Whether the function has layers of its own, which may bring libraries that cannot be seen here.
    package var hasLayers: Bool
    /// Libraries whose absence was told of already, with more than an audit knows.
    var toldMissing: Set<String> = []

    /// Creates an expectation.
    package init(architecture: Architecture?, runtime: LambdaRuntime, hasLayers: Bool = false) {
        self.architecture = architecture
        self.runtime = runtime
        self.hasLayers = hasLayers
    }
}

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

    /// Whether Lambda would refuse it, or it could not start.
    package var hasErrors: Bool { findings.hasErrors }

    /// Puts the gravest findings first, and no more of one kind than anyone reads.
    mutating func sortFindings() {
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
