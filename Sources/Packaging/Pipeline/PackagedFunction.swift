package import LinkAudit
package import Model
package import SystemPackage

/// The result for one function.
package struct PackagedFunction: Sendable, Hashable {
    /// The outcome for its archive.
    package enum Outcome: String, Sendable, Hashable, Codable {
        /// A new archive was written.
        case written
        /// The existing archive is up to date.
        case unchanged
        /// The audit found an error; an existing archive was kept.
        case refused
    }

    /// The function.
    package var function: LambdaFunction
    /// The outcome for its archive.
    package var outcome: Outcome
    /// The directory of its outputs.
    package var directory: FilePath
    /// The audit's findings.
    package var audit: AuditReport
    /// The manifest, unless the archive was refused.
    package var manifest: Manifest?
    /// Further notes for the user that are not in the manifest.
    package var notes: [Diagnostic] = []
    /// What went into it besides the package's own sources, if that was collected.
    var materials: ShippingMaterials?
    /// The software bill of materials, if one was written.
    package var softwareBill: FilePath?
    /// The provenance, if one was written.
    package var provenance: FilePath?

    /// Creates the result for a function.
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
