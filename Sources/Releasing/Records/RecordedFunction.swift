/// One function of a deployment.
package struct RecordedFunction: Sendable, Hashable, Codable {
    /// The function's own name.
    package var name: String
    /// Its name on Lambda.
    package var deployedName: String
    /// The archive's SHA-256 in hexadecimal.
    package var digest: String
    /// The archive's key in the bucket; `nil` if the function is not deployed from one.
    package var key: String?
    /// The archive's SHA-256 in base64, as Lambda has it.
    package var codeHash: String
    /// What the description of its version says of digest and commit; `nil` if it has no versions.
    package var release: String?
    /// The steps that it needs by itself.
    package var steps: [DeploymentStep]
    /// The newest version before the deployment; `nil` if there was none.
    ///
    /// A run that finishes another one takes this and the alias over from that one's record.
    package var versionBefore: String?
    /// The version that was deployed.
    package var versionAfter: String?
    /// The alias before the deployment; `nil` if the function had none.
    package var aliasBefore: Alias?
    /// The alias as the deployment last left it.
    package var aliasAfter: Alias?

    /// An alias: its version, and the shares of others.
    package struct Alias: Sendable, Hashable, Codable {
        /// Its name.
        package var name: String
        /// The version that gets what no other gets.
        package var version: String
        /// The shares of other versions, from 0 to 1.
        package var weights: [String: Double]
        /// Lambda's mark of its state, without which it is not moved.
        package var revision: String?

        /// Creates an alias.
        package init(name: String, version: String, weights: [String: Double] = [:], revision: String? = nil) {
            self.name = name
            self.version = version
            self.weights = weights
            self.revision = revision
        }

        private enum CodingKeys: String, CodingKey {
            case name, version, weights, revision
        }

        /// Whether both send the same shares to the same versions.
        package func serves(like other: Alias) -> Bool { version == other.version && weights == other.weights }

        /// The other versions that get calls.
        package var canaries: [String] { weights.filter { $0.value > 0 }.keys.sorted() }

        /// Who serves what, such as `version 7 serves 90 %, version 8 10 %`.
        package var words: String {
            guard !canaries.isEmpty else { return "version \(version) serves all" }
            let rest = 1 - weights.values.reduce(0, +)
            return "version \(version) serves \(percentText(rest))"
                + canaries.map { ", version \($0) \(percentText(weights[$0] ?? 0))" }.joined()
        }
    }

    private enum CodingKeys: String, CodingKey {
        case name, deployedName, digest, key, codeHash, release, steps, versionBefore, versionAfter, aliasBefore,
            aliasAfter
    }

    /// Creates a function.
    package init(
        name: String, deployedName: String, digest: String, key: String? = nil, codeHash: String,
        release: String? = nil, steps: [DeploymentStep] = [], versionBefore: String? = nil, versionAfter: String? = nil,
        aliasBefore: Alias? = nil, aliasAfter: Alias? = nil
    ) {
        self.name = name
        self.deployedName = deployedName
        self.digest = digest
        self.key = key
        self.codeHash = codeHash
        self.release = release
        self.steps = steps
        self.versionBefore = versionBefore
        self.versionAfter = versionAfter
        self.aliasBefore = aliasBefore
        self.aliasAfter = aliasAfter
    }
}

/// A share from 0 to 1 in percent with at most two decimals, such as `10 %` or `2.5 %`.
func percentText(_ share: Double) -> String {
    // A record comes from outside, and may have any number.
    let hundredths = Int((min(max(share, 0), 1) * 10_000).rounded())
    let fraction = hundredths % 100
    guard fraction != 0 else { return "\(hundredths / 100) %" }
    let digits = fraction % 10 == 0 ? "\(fraction / 10)" : (fraction < 10 ? "0\(fraction)" : "\(fraction)")
    return "\(hundredths / 100).\(digits) %"
}
