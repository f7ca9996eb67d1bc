package import LinkAudit
package import Model
package import SystemPackage

/// What became of one function.
package struct PackagedFunction: Sendable, Hashable {
    /// What happened to its archive.
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// A new archive was written.
        case written
        /// The archive that was there is what would have been written.
        case unchanged
        /// The audit found an error; the archive that was there, if any, is as it was.
        case refused
    }

    /// The function.
    package var function: LambdaFunction
    /// What happened to its archive.
    package var outcome: Outcome
    /// The directory of its outputs.
    package var directory: FilePath
    /// What the audit found.
    package var audit: AuditReport
    /// The manifest, unless the archive was refused.
    package var manifest: Manifest?
    /// What else the user ought to know, and the manifest does not say.
    package var notes: [Diagnostic] = []

    /// Creates the account of a packaged function.
    package init(
        function: LambdaFunction,
        outcome: Outcome,
        directory: FilePath,
        audit: AuditReport,
        manifest: Manifest?
    ) {
        self.function = function
        self.outcome = outcome
        self.directory = directory
        self.audit = audit
        self.manifest = manifest
    }
}
