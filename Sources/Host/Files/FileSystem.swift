package import SystemPackage

/// Files and directories.
///
/// Writing never leaves half a file: content goes beside its place and is renamed.
package protocol FileSystem: Sendable {
    /// What a path names.
    ///
    /// - Returns: `nil` where nothing is there, or where a component of the path is not a directory.
    func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus?
    /// The names in a directory, sorted bytewise, without `.` and `..`.
    func names(in directory: FilePath) throws(FileError) -> [String]
    /// A file's bytes.
    ///
    /// - Parameter limit: the most bytes to read; a larger file is an error with `EFBIG`.
    func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8]
    /// Hands over a file's bytes in parts, valid during the call, so that memory does not grow with the file.
    ///
    /// - Throws: `FileError`, and whatever `body` throws.
    func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws
    /// Replaces a file's bytes; a file that has them already is not touched.
    ///
    /// - Returns: whether the file was written.
    @discardableResult
    func write(_ bytes: [UInt8], to path: FilePath, permissions: FilePermissions) throws(FileError) -> Bool
    /// Makes a new file; where something has its name already, even a link to nothing, that stays and is an error.
    func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError)
    /// Copies a regular file's bytes, replacing what is there.
    func copy(_ source: FilePath, to destination: FilePath, permissions: FilePermissions) throws(FileError)
    /// Where a symbolic link points.
    func destination(ofLink path: FilePath) throws(FileError) -> FilePath
    /// Makes a symbolic link.
    func link(_ path: FilePath, to destination: FilePath) throws(FileError)
    /// Makes a directory and those above it, where they are missing.
    func makeDirectory(_ path: FilePath) throws(FileError)
    /// Makes a directory for this process and user alone, and removes those beside it that killed processes left.
    ///
    /// - Parameter prefix: what the names of such directories begin with.
    func claimDirectory(_ path: FilePath, besides prefix: String) throws(FileError)
    /// How many bytes this user may still write below a directory.
    ///
    /// - Throws: `FileError` where there is no such directory, or nothing may be written there.
    func room(in directory: FilePath) throws(FileError) -> Int64
    /// Moves a file or directory over whatever file is there, in one step.
    func rename(_ source: FilePath, to destination: FilePath) throws(FileError)
    /// Removes a file, link or whole directory; nothing there is no error. Links are not followed.
    func remove(_ path: FilePath) throws(FileError)
    /// Removes the temporary files that processes left in a directory when they were killed.
    ///
    /// A file that is still being written stays. A directory that is not there holds none.
    ///
    /// - Returns: the names of the files that were removed.
    @discardableResult
    func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String]
    /// The path with every link resolved.
    func realPath(_ path: FilePath) throws(FileError) -> FilePath
    /// Holds a lock file for this process alone until the lock is released or the process ends.
    ///
    /// - Parameters:
    ///   - path: the lock file; made where missing.
    ///   - whenBusy: called once, before waiting, where another process holds the lock.
    /// - Throws: `FileError`; `CancellationError` where the task is cancelled while waiting.
    func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock
}

extension FileSystem {
    /// Makes the directory, for a file system that has no other processes.
    package func claimDirectory(_ path: FilePath, besides prefix: String) throws(FileError) { try makeDirectory(path) }

    /// As much as there can be, for a file system in memory.
    package func room(in directory: FilePath) throws(FileError) -> Int64 { .max }
}

extension FilePermissions {
    /// Anybody may read, the owner may write: 0644.
    package static let readableByAll: FilePermissions = [.ownerReadWrite, .groupRead, .otherRead]
}

/// A lock that is held.
package protocol FileLock: Sendable {
    /// Gives the lock up; the lock file stays.
    func release()
}

extension FileSystem {
    /// The first bytes of a file, however large it is.
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

/// Ends the reading of a file of which no more is wanted.
private struct Enough: Error {}
