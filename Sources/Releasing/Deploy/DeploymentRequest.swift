/// What is to be deployed to a place, and how.
package struct DeploymentRequest: Sendable {
    /// What was asked for.
    package var kind: DeploymentRecord.Kind
    /// The archives; functions without one keep what they have.
    package var archives: [ReleasedArchive]
    /// The sources that are checked out.
    package var source: DeploymentRecord.Source?
    /// The stage whose archives are promoted.
    package var promotedFrom: String?
    /// What may be destroyed.
    package var approval: DestroyApproval
    /// How new versions get calls; `nil` gives them all at once.
    package var canary: CanaryPlan?
    /// The smoke events, by function.
    package var smokeEvents: [String: [UInt8]]
    /// Whether the user says that no other run is alive, and wants to finish the last one.
    package var isResumed: Bool

    /// Creates a request.
    package init(
        kind: DeploymentRecord.Kind, archives: [ReleasedArchive], source: DeploymentRecord.Source? = nil,
        promotedFrom: String? = nil, approval: DestroyApproval = DestroyApproval(), canary: CanaryPlan? = nil,
        smokeEvents: [String: [UInt8]] = [:], isResumed: Bool = false
    ) {
        self.kind = kind
        self.archives = archives
        self.source = source
        self.promotedFrom = promotedFrom
        self.approval = approval
        self.canary = canary
        self.smokeEvents = smokeEvents
        self.isResumed = isResumed
    }
}
