import Host
package import Model

/// A plan of Terraform and what is to be done after it, before anything is changed.
package struct PlannedDeployment: Sendable {
    /// What Terraform would do.
    package var summary: PlanSummary
    /// Whether Terraform would do anything.
    package var hasTerraformChanges: Bool
    /// The functions that get a version, a smoke event or an alias, by name.
    package var finishing: [String]
    /// The functions that an earlier run has left on purpose, and this one leaves, too.
    let left: [String]
    /// What Terraform and the records warn about.
    package var warnings: [Diagnostic]
    /// The file of the plan, which is removed with it; nobody else can read it.
    let file: TemporaryFile
    /// What is known of the place.
    let standing: PlaceStanding
    /// Runs without an end that this one takes over.
    let takenOver: [DeploymentRecord]

    /// Whether there is anything to do.
    package var hasChanges: Bool {
        hasTerraformChanges || !finishing.isEmpty || !summary.foreignCode.isEmpty || !takenOver.isEmpty
    }

    /// The plan in lines.
    package func lines(width: Int = PlanSummary.usualWidth) -> [String] {
        let rest = finishing.filter { name in !summary.functions.contains { $0.name == name } }
        if !hasTerraformChanges, finishing.isEmpty, summary.foreignCode.isEmpty, !takenOver.isEmpty {
            return ["nothing but the record of a run that was killed after it had done everything"]
        }
        guard !rest.isEmpty else { return summary.lines(width: width) }
        let words = "to finish, as the last run did not: \(rest.joined(separator: ", "))"
        return (hasTerraformChanges || !summary.foreignCode.isEmpty ? summary.lines(width: width) : [])
            + PlanSummary.wrapped(words, width: width, indent: 0)
    }
}
