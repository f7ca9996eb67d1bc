import Host
import Model
import SystemPackage

/// Copies a package's sources, and those of the local packages that it depends on, to another directory.
///
/// It skips files that git ignores, and builds.
struct PackageCopy {
    private static let leftBehind: Set<String> = [".build", ".git", ".swiftpm"]

    let host: Host
    /// Directories that are not sources, even if they are in the package.
    let excluded: [FilePath]

    /// Copies packages with their relative positions.
    ///
    /// - Parameters:
    ///   - others: packages that the package depends on; its manifest can refer to them by path.
    ///   - directory: receives the common directory of all packages; does not exist yet.
    /// - Returns: the package's copy.
    func copy(_ package: FilePath, others: [FilePath], to directory: FilePath) async throws -> FilePath {
        // A package's own directory keeps its name, which is the package's identity.
        var root = package.removingLastComponent()
        while !others.allSatisfy({ $0.starts(with: root) }), root.removeLastComponent() {}
        for source in [package] + others {
            var relative = source
            guard relative.removePrefix(root) else { continue }
            let destination = directory.appending(relative.components)
            try host.files.makeDirectory(destination)
            for path in try await sources(of: source) {
                try Task.checkCancellation()
                try copy(source.appending(path.components), to: destination.appending(path.components))
            }
            // The versions of the dependencies are part of the comparison, even if git ignores them.
            try copy(source.appending("Package.resolved"), to: destination.appending("Package.resolved"))
        }
        var relative = package
        _ = relative.removePrefix(root)
        return directory.appending(relative.components)
    }

    /// The paths of a package's sources, relative to it; directories include their content.
    private func sources(of package: FilePath) async throws -> [FilePath] {
        let listed = try await listedByGit(package)
        // If git ignores the whole directory of a package, it lists no files.
        if listed.contains("Package.swift") { return listed }
        return try host.files.names(in: package).map { FilePath($0) }
    }

    private func listedByGit(_ package: FilePath) async throws -> [FilePath] {
        let command = Command(
            "git",
            GitState.trust(package) + [
                "-C", package.string, "ls-files", "-z", "--cached", "--others", "--exclude-standard",
            ],
            environment: ["GIT_OPTIONAL_LOCKS": "0"])
        do {
            let result = try await host.processes.collect(command, limit: 256 << 20)
            guard result.end.isSuccess else { return [] }
            return result.output.split(separator: 0).map { FilePath(String(decoding: $0, as: UTF8.self)) }
        } catch is ProcessError {
            return []
        }
    }

    private func copy(_ source: FilePath, to destination: FilePath) throws {
        let name = source.lastComponent?.string ?? ""
        // A tracked file may be deleted.
        guard !Self.leftBehind.contains(name), !excluded.contains(source),
            let status = try host.files.status(of: source, followingLinks: false)
        else { return }
        switch status.kind {
        case .directory:
            try host.files.makeDirectory(destination)
            for name in try host.files.names(in: source) {
                try copy(source.appending(name), to: destination.appending(name))
            }
        case .regular:
            try host.files.makeDirectory(destination.removingLastComponent())
            try host.files.copy(source, to: destination, permissions: status.permissions)
        case .symbolicLink:
            guard try host.files.status(of: destination, followingLinks: false) == nil else { return }
            try host.files.makeDirectory(destination.removingLastComponent())
            try host.files.link(destination, to: try host.files.destination(ofLink: source))
        case .other: break
        }
    }
}
