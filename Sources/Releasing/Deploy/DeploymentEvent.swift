/// Something that happens in a deployment, to show it.
package enum DeploymentEvent: Sendable, Hashable {
    /// A step begins.
    case step(DeploymentStep, function: String?)
    /// Terraform reports a line.
    case terraform(String)
    /// An archive was sent to the bucket.
    case uploaded(function: String)
    /// A function has a version.
    case version(function: String, version: String)
    /// An alias serves what is said.
    case alias(function: String, words: String)
    /// Something to know, in lines.
    case note([String])
}
