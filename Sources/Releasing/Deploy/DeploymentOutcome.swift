package import Model

/// What a deployment did.
package struct DeploymentOutcome: Sendable {
    /// The record, as it was written last.
    package var record: DeploymentRecord
    /// The functions that got a version, a smoke event or an alias, by name.
    package var finished: [RecordedFunction]
    /// What Terraform warns about.
    package var warnings: [Diagnostic]
}
