public import Host
public import SystemPackage

/// What git says of the sources a function was built from.
public struct GitState: Sendable, Hashable, Codable {
    /// The commit that is checked out.
    public var commit: String
    /// Whether anything differs from it, untracked files included.
    public var isDirty: Bool

    private enum CodingKeys: String, CodingKey {
        case commit
        case isDirty = "dirty"
    }

    /// Creates a state.
    public init(commit: String, isDirty: Bool) {
        self.commit = commit
        self.isDirty = isDirty
    }

    /// Asks git about the repository that a package lies in.
    ///
    /// - Parameter output: a directory that does not count where it lies in the package.
    /// - Returns: `nil` where there is no git, no repository or no commit yet.
    /// - Throws: `CancellationError`.
    public static func read(package: FilePath, output: FilePath, on host: Host) async throws -> GitState? {
        do {
            let result = try await host.processes.collect(
                command(package: package, output: output), limit: 64 << 20)
            guard result.end.isSuccess else { return nil }
            return GitState(porcelain: String(decoding: result.output, as: UTF8.self))
        } catch is ProcessError {
            // Git only adds to the manifest: a function can be packaged where it is not installed.
            return nil
        }
    }

    static func command(package: FilePath, output: FilePath) -> Command {
        // `:/` counts the whole repository, since a package may take sources from beside it.
        var arguments = [
            "-C", package.string, "status", "--porcelain=v2", "--branch", "--untracked-files=normal", "--", ":/",
        ]
        var relative = output
        if relative.removePrefix(package), !relative.isEmpty {
            arguments.append(":(exclude,literal)\(relative)")
        }
        // Without the lock a `git` command that the user runs meanwhile does not fail.
        return Command("git", arguments, environment: ["GIT_OPTIONAL_LOCKS": "0"])
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
