package import Model

/// The code that a function on Lambda has, and the state in which it may be replaced.
package struct DeployedCode: Sendable, Hashable {
    /// What Lambda says.
    let version: DeployedVersion

    /// The archive's SHA-256 in base64.
    package var hash: String { version.codeSHA256 }

    /// The architecture; `nil` for one that this release does not know.
    package var architecture: Architecture? {
        // Functions from before Lambda had two have none.
        version.architectures.first.map { Architecture(rawValue: $0) } ?? .x86_64
    }

    /// The account in its ARN.
    var account: String? {
        let parts = version.arn.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count > 4 ? String(parts[4]) : nil
    }
}
