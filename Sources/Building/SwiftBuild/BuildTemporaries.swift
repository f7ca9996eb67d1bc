package import Host
package import SystemPackage

/// A directory that replaces `TMPDIR` for builds on this machine, since SwiftPM 6.3 leaves several directories there
/// after each call.
///
/// It has the same name each time: SwiftPM plans a build again if its environment has changed. SwiftPM's lock files for
/// its shared caches are also in `TMPDIR`; links keep them shared with other SwiftPM processes.
package struct BuildTemporaries: Sendable {
    private let files: any FileSystem
    private let shared: FilePath
    /// The directory.
    package let directory: FilePath

    /// Creates a directory's description; does not create it.
    ///
    /// The compiler's driver 6.3 crashes if TMPDIR is not ASCII. For such a path, the directory is created in
    /// the shared one, in a subdirectory for this package and user.
    ///
    /// - Parameters:
    ///   - directory: the directory, which one run uses at a time.
    ///   - user: the user of the run.
    ///   - environment: the environment with the shared `TMPDIR`.
    package init(directory: FilePath, environment: [String: String], user: UserIdentity, files: any FileSystem) {
        self.files = files
        shared = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : FilePath($0) } ?? "/tmp"
        self.directory =
            directory.string.utf8.allSatisfy { $0 < 0x80 }
            ? directory
            : shared.appending("swiftlambda-\(user.user)-\(SourceAliases.digest(of: directory.string))")
    }

    /// Runs work while the directory exists; removes leftovers of a killed run first.
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

    /// A host whose programs use it for temporary files.
    package func host(_ host: Host) -> Host {
        var host = host
        let directory = directory
        host.processes = TemporaryDirectoryRunner(host.processes) { _ in directory }
        return host
    }

    /// Lets SwiftPM processes with different temporary directories share their locks.
    package static func linkLocks(
        from shared: FilePath, in directory: FilePath, files: any FileSystem
    ) throws(FileError) {
        // Without a shared directory there is nothing to share.
        guard try files.status(of: shared, followingLinks: true)?.kind == .directory,
            let names = try? files.names(in: shared)
        else { return }
        for name in names where name.hasPrefix("_") && name.hasSuffix(".lock") {
            try files.link(directory.appending(name), to: shared.appending(name))
        }
    }
}
