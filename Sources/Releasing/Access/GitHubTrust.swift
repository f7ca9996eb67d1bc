package import Model

/// Who on GitHub may assume the role that deploys: workflows of one repository, for one environment, branch or tag.
package struct GitHubTrust: Sendable, Hashable {
    /// What a workflow must run for.
    package enum Origin: Sendable, Hashable {
        /// A job in an environment, which is named like the stage; its protection rules decide who may run it.
        case environment(String)
        /// A branch, or a pattern of branches.
        case branch(String)
        /// A tag, or a pattern of tags.
        case tag(String)
    }

    /// The issuer of GitHub's tokens.
    package static let issuer = "token.actions.githubusercontent.com"
    private static let audience = "sts.amazonaws.com"

    /// The repository.
    package var repository: GitHubRepository
    /// What a workflow must run for.
    package var origin: Origin
    /// The number of the account, if known.
    package var account: String?
    /// The account's partition.
    package var partition: Partition

    /// Creates a trust.
    package init(
        repository: GitHubRepository, origin: Origin, account: String?, partition: Partition = .aws
    ) {
        self.repository = repository
        self.origin = origin
        self.account = account
        self.partition = partition
    }

    /// The subject of the tokens.
    package var subject: String {
        let rest =
            switch origin {
            // GitHub escapes the separator in the names of environments.
            case .environment(let name): "environment:" + name.replacing(":", with: "%3A")
            case .branch(let name): "ref:refs/heads/" + name
            case .tag(let name): "ref:refs/tags/" + name
            }
        return "repo:\(repository.subject):\(rest)"
    }

    /// The role's trust policy.
    package var document: AccessDocument {
        let isPattern = subject.contains("*") || subject.contains("?")
        let audiences = [Self.issuer + ":aud": [Self.audience]]
        let subjects = [Self.issuer + ":sub": [subject]]
        return AccessDocument(statements: [
            AccessDocument.Statement(
                sid: "GitHubActions",
                principals: [
                    "Federated": "arn:\(partition.rawValue):iam::\(account ?? "*"):oidc-provider/\(Self.issuer)"
                ],
                actions: ["sts:AssumeRoleWithWebIdentity"], resources: [],
                conditions: isPattern
                    ? ["StringEquals": audiences, "StringLike": subjects]
                    : ["StringEquals": audiences.merging(subjects) { first, _ in first }])
        ])
    }

    /// What the user should know.
    package var warnings: [Diagnostic] {
        var found: [Diagnostic] = []
        if account == nil {
            found.append(
                .warning(
                    "release.trust-without-account", "the trust policy needs the number of the account",
                    explanation: "IAM refuses '*' in the ARN of an identity provider.",
                    hints: ["set `account:` of the stage in swiftlambda.yaml, or set SWIFTLAMBDA_ACCOUNT"]))
        }
        if repository.numbers == nil {
            found.append(
                Diagnostic(
                    .note, "release.github-numbers",
                    "a repository that was created, renamed or transferred since 2026-07-15 has numbers in its tokens",
                    explanation: "AWS refuses its workflows with this trust policy: 'Not authorized to perform "
                        + "sts:AssumeRoleWithWebIdentity'.",
                    hints: [
                        "pass \(repository.owner)@ID/\(repository.name)@ID; the numbers: gh api repos/\(repository.owner)/"
                            + "\(repository.name) --jq '\"\\(.owner.id) \\(.id)\"'"
                    ]))
        }
        return found
    }
}
