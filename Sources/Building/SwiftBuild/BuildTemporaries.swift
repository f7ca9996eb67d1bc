package import Host
package import SystemPackage

/// A directory in the place of `TMPDIR` for builds on this machine, since SwiftPM 6.3 leaves several directories there at
/// each call.
///
/// It has the same name each time: SwiftPM plans a build again where its environment has changed. SwiftPM's lock files for
/// what it keeps for all packages lie in `TMPDIR` as well, and go on being shared with other SwiftPMs through links.
package struct BuildTemporaries: Sendable {
    private let files: any FileSystem
    private let shared: FilePath
    /// The directory.
    package let directory: FilePath

    /// Creates a directory's description; nothing is made yet.
    ///
    /// The compiler's driver 6.3 crashes where a letter of TMPDIR is not ASCII. Below such a path the directory lies in
    /// the shared one instead, in one of this package's and user's own.
    ///
    /// - Parameters:
    ///   - directory: the directory, which one run uses at a time.
    ///   - user: whose run it is.
    ///   - environment: the environment that names the directory for all programs.
    package init(directory: FilePath, environment: [String: String], user: UserIdentity, files: any FileSystem) {
        self.files = files
        shared = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : FilePath($0) } ?? "/tmp"
        self.directory =
            directory.string.utf8.allSatisfy { $0 < 0x80 }
            ? directory
            : shared.appending("swiftlambda-\(user.user)-\(SourceAliases.digest(of: directory.string))")
    }

    /// Does work while the directory is there; what a killed run left goes before.
    ///
    /// - Throws: `FileError`, and what the work throws.
    package func during<Result: Sendable>(_ work: () async throws -> Result) async throws -> Result {
        try files.remove(directory)
        try files.makeDirectory(directory)
        let result: Result
        do {
            try Self.linkLocks(from: shared, in: directory, files: files)
            result = try await work()
        } catch {
            try files.remove(directory)
            throw error
        }
        try files.remove(directory)
        return result
    }

    /// A host whose programs put their temporary files there.
    package func host(_ host: Host) -> Host {
        var host = host
        let directory = directory
        host.processes = TemporaryDirectoryRunner(host.processes) { _ in directory }
        return host
    }

    /// Lets SwiftPMs with different directories for temporary files share their locks.
    package static func linkLocks(
        from shared: FilePath, in directory: FilePath, files: any FileSystem
    ) throws(FileError) {
        // Without a directory for all there is nothing to share.
        guard try files.status(of: shared, followingLinks: true)?.kind == .directory,
            let names = try? files.names(in: shared)
        else { return }
        for name in names where name.hasPrefix("_") && name.hasSuffix(".lock") {
            try files.link(directory.appending(name), to: shared.appending(name))
        }
    }
}
