package import SystemPackage

/// Files and directories.
///
/// Writing never leaves a partial file: it writes a temporary file and renames it.
package protocol FileSystem: Sendable {
    /// The status of a path.
    ///
    /// - Returns: `nil` if it does not exist, or if a component of the path is not a directory.
    func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus?
    /// The names in a directory, sorted bytewise, without `.` and `..`.
    func names(in directory: FilePath) throws(FileError) -> [String]
    /// A file's bytes.
    ///
    /// - Parameter limit: the maximum number of bytes; a larger file is an error with `EFBIG`.
    func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8]
    /// Passes a file's bytes in parts, valid during the call, to limit memory use.
    ///
    /// - Throws: `FileError`, and whatever `body` throws.
    func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws
    /// Replaces a file's bytes; a file that already has them is not touched.
    ///
    /// - Returns: whether the file was written.
    @discardableResult
    func write(_ bytes: [UInt8], to path: FilePath, permissions: FilePermissions) throws(FileError) -> Bool
    /// Creates a new file; throws an error if the name is taken, even by a dangling link.
    func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError)
    /// Writes bytes into an existing file, which must be an unfinished one of the caller: nothing protects a reader.
    ///
    /// - Parameter offset: where they go; at the file's size they are appended.
    func overwrite(_ path: FilePath, at offset: Int64, with bytes: [UInt8]) throws(FileError)
    /// Copies a regular file's bytes, replacing an existing file.
    func copy(_ source: FilePath, to destination: FilePath, permissions: FilePermissions) throws(FileError)
    /// The target of a symbolic link.
    func destination(ofLink path: FilePath) throws(FileError) -> FilePath
    /// Creates a symbolic link.
    func link(_ path: FilePath, to destination: FilePath) throws(FileError)
    /// Creates a directory and its missing parents.
    func makeDirectory(_ path: FilePath) throws(FileError)
    /// Creates a private directory for this process, and removes leftovers of killed processes next to it.
    ///
    /// - Parameter prefix: the prefix of the names of such directories.
    func claimDirectory(_ path: FilePath, besides prefix: String) throws(FileError)
    /// The number of bytes that this user can still write below a directory.
    ///
    /// - Throws: `FileError` if the directory does not exist or is not writable.
    func room(in directory: FilePath) throws(FileError) -> Int64
    /// Moves a file or directory atomically, replacing an existing file.
    func rename(_ source: FilePath, to destination: FilePath) throws(FileError)
    /// Removes a file, link or whole directory; a missing path is not an error. Links are not followed.
    func remove(_ path: FilePath) throws(FileError)
    /// Removes the temporary files that killed processes left in a directory.
    ///
    /// It keeps files that are still being written. The directory may be missing.
    ///
    /// - Returns: the names of the files that were removed.
    @discardableResult
    func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String]
    /// The path with all links resolved.
    func realPath(_ path: FilePath) throws(FileError) -> FilePath
    /// Holds a lock file exclusively until the lock is released or the process ends.
    ///
    /// - Parameters:
    ///   - path: the lock file; created if missing.
    ///   - whenBusy: called once before waiting, if another process holds the lock.
    /// - Throws: `FileError`; `CancellationError` if the task is cancelled while waiting.
    func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock
}

extension FileSystem {
    /// Creates the directory, for a file system without other processes.
    package func claimDirectory(_ path: FilePath, besides prefix: String) throws(FileError) { try makeDirectory(path) }

    /// Unlimited, for a file system in memory.
    package func room(in directory: FilePath) throws(FileError) -> Int64 { .max }
}

extension FilePermissions {
    /// Readable by all, writable by the owner: 0644.
    package static let readableByAll: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
}

/// A held lock.
package protocol FileLock: Sendable {
    /// Releases the lock; the lock file stays.
    func release()
}

extension FileSystem {
    /// The first bytes of a file of any size.
    package func prefix(of path: FilePath, count: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            try readParts(of: path) { part in
                bytes = Array(part.prefix(count))
                throw Enough()
            }
        } catch is Enough {}
        return bytes
    }
}

/// Stops reading a file early.
private struct Enough: Error {}
