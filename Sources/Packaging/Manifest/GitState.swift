package import Host
package import Model
package import SystemPackage

/// The git state of the sources that a function was built from.
package struct GitState: Sendable, Hashable, Codable {
    /// The commit checked out.
    package var commit: String
    /// Whether the sources differ from it, including untracked files.
    package var isDirty: Bool

    private enum CodingKeys: String, CodingKey {
        case commit
        case isDirty = "dirty"
    }

    /// Creates a state.
    package init(commit: String, isDirty: Bool) {
        self.commit = commit
        self.isDirty = isDirty
    }

    /// The answer of git.
    package struct Answer: Sendable, Hashable {
        /// The state; `nil` without git, a repository or a commit, or if git refuses.
        package var state: GitState?
        /// The repository that git refuses to read, because it belongs to another user.
        package var refused: String?

        /// A warning about a refusal, if there was one.
        package var warning: Diagnostic? {
            refused.map { repository in
                .warning(
                    "git.dubious-ownership", "the manifest has no commit: git refuses to read '\(repository)'",
                    explanation: "The repository belongs to another user, as in many CI containers.",
                    hints: ["git config --global --add safe.directory '\(repository)'"])
            }
        }
    }

    /// Asks git about the repository that contains a package.
    ///
    /// - Parameters:
    ///   - output: a directory that is ignored if it is in the package.
    ///   - others: further files and directories that are ignored in the package.
    /// - Throws: `CancellationError`.
    package static func read(
        package: FilePath, output: FilePath, others: [FilePath] = [], on host: Host
    ) async throws -> Answer {
        do {
            let result = try await host.processes.collect(
                command(package: package, output: output, others: others), limit: 64 << 20)
            guard result.end.isSuccess else {
                return Answer(refused: refusedRepository(in: String(decoding: result.error, as: UTF8.self)))
            }
            return Answer(state: GitState(porcelain: String(decoding: result.output, as: UTF8.self)))
        } catch is ProcessError {
            // Git only adds to the manifest: packaging works without it.
            return Answer()
        }
    }

    static func command(package: FilePath, output: FilePath, others: [FilePath] = []) -> Command {
        // `:/` includes the whole repository, since a package can use sources outside its own directory.
        var arguments =
            trust(package) + [
                "-C", package.string, "status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", ":/",
            ]
        for path in [output] + others {
            var relative = path
            if relative.removePrefix(package), !relative.isEmpty {
                arguments.append(":(exclude,literal)\(relative)")
            }
        }
        // Without the lock, a `git` command that the user runs at the same time does not fail.
        return Command("git", arguments, environment: ["GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"])
    }

    /// Options that let git read a package's own repository even if it belongs to another user.
    ///
    /// A repository's configuration can start programs, which is why git refuses; so can a package's manifest, which
    /// swiftlambda runs anyway. The user did not choose repositories further up. Git before 2.38 ignores the options.
    static func trust(_ package: FilePath) -> [String] { ["-c", "safe.directory=\(package)"] }

    /// The repository that git refuses to read, from the message of git 2.35 or later.
    static func refusedRepository(in message: String) -> String? {
        guard message.contains("dubious ownership") || message.contains("unsafe repository") else { return nil }
        let parts = message.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? String(parts[1]) : nil
    }

    init?(porcelain: String) {
        var commit: String?
        var isDirty = false
        for line in porcelain.split(separator: "\n") {
            if line.hasPrefix("# branch.oid ") {
                commit = String(line.dropFirst("# branch.oid ".count))
            } else if !line.hasPrefix("#") {
                isDirty = true
            }
        }
        guard let commit, commit != "(initial)" else { return nil }
        self.init(commit: commit, isDirty: isDirty)
    }
}
