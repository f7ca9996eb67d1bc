package import Model

/// A repository on GitHub, as the tokens of its workflows name it.
package struct GitHubRepository: Sendable, Hashable {
    /// The user or organization.
    package var owner: String
    /// The repository's name.
    package var name: String
    /// The numbers of owner and repository, which new repositories have in their tokens.
    ///
    /// GitHub's changelog of 2026-04-23, "Immutable subject claims for GitHub Actions OIDC tokens": they are in the tokens
    /// of repositories that were created, renamed or transferred since 2026-07-15, and of those that chose it.
    package var numbers: Numbers?

    /// The numbers of owner and repository, which never change.
    package struct Numbers: Sendable, Hashable {
        /// The owner's.
        package var owner: String
        /// The repository's.
        package var repository: String
    }

    /// Reads `OWNER/NAME`, `OWNER@ID/NAME@ID`, or the address of a repository on github.com.
    package init(_ text: String) throws(GitHubRepositoryError) {
        let fault = GitHubRepositoryError(text: text)
        let parts = Self.path(of: text).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw fault }
        let owner = parts[0].split(separator: "@", omittingEmptySubsequences: false)
        let name = parts[1].split(separator: "@", omittingEmptySubsequences: false)
        guard owner.count == name.count, owner.count <= 2, Self.isName(owner[0], or: "-"),
            Self.isName(name[0], or: "-_.")
        else { throw fault }
        self.owner = String(owner[0])
        self.name = String(name[0])
        guard owner.count == 2 else { return }
        guard Self.isNumber(owner[1]), Self.isNumber(name[1]) else { throw fault }
        numbers = Numbers(owner: String(owner[1]), repository: String(name[1]))
    }

    /// The path in an address of github.com, such as git has of a remote; another text as it is.
    private static func path(of text: String) -> Substring {
        let beginnings = ["https://github.com/", "ssh://git@github.com/", "git@github.com:"]
        guard let beginning = beginnings.first(where: text.hasPrefix) else { return text[...] }
        let path = text.dropFirst(beginning.count)
        return path.hasSuffix(".git") ? path.dropLast(4) : path
    }

    private static func isName(_ text: Substring, or more: String) -> Bool {
        !text.isEmpty && text.count <= 100
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || more.contains($0)) }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.count <= 20 && text.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// The repository in the subject of a token.
    var subject: String {
        guard let numbers else { return "\(owner)/\(name)" }
        return "\(owner)@\(numbers.owner)/\(name)@\(numbers.repository)"
    }
}

/// A text that names no repository on GitHub.
package struct GitHubRepositoryError: DiagnosedError, Hashable {
    var text: String

    /// The error.
    package var diagnostics: [Diagnostic] {
        [
            .error(
                "release.github-repository", "'\(text.prefix(120))' does not name a repository on GitHub",
                hints: [
                    "write OWNER/NAME, or OWNER@ID/NAME@ID for a repository whose tokens have numbers",
                    "find the numbers: gh api repos/OWNER/NAME --jq '\"\\(.owner.id) \\(.id)\"'",
                ])
        ]
    }

    /// The call was wrong: `EX_USAGE`.
    package var exitStatus: ExitStatus { .usage }
}
