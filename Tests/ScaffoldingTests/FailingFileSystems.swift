import Host
import Synchronization
import SystemPackage

/// A file system that does what a live one does, but for the calls that change something.
protocol PartialFileSystem: FileSystem {
    var files: LiveFileSystem { get }
}

extension PartialFileSystem {
    func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus? {
        try files.status(of: path, followingLinks: followingLinks)
    }
    func names(in directory: FilePath) throws(FileError) -> [String] { try files.names(in: directory) }
    func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] { try files.read(path, limit: limit) }
    func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String] {
        try files.removeStaleTemporaries(in: directory)
    }
    func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws {
        throw FileError(.read, path, .notSupported)
    }
    func write(_ bytes: [UInt8], to path: FilePath, permissions: FilePermissions) throws(FileError) -> Bool {
        throw FileError(.write, path, .notSupported)
    }
    func overwrite(_ path: FilePath, at offset: Int64, with bytes: [UInt8]) throws(FileError) {
        throw FileError(.write, path, .notSupported)
    }
    func copy(_ source: FilePath, to destination: FilePath, permissions: FilePermissions) throws(FileError) {
        throw FileError(.write, destination, .notSupported)
    }
    func destination(ofLink path: FilePath) throws(FileError) -> FilePath {
        throw FileError(.read, path, .notSupported)
    }
    func link(_ path: FilePath, to destination: FilePath) throws(FileError) {
        throw FileError(.link, path, .notSupported)
    }
    func rename(_ source: FilePath, to destination: FilePath) throws(FileError) {
        throw FileError(.rename, source, .notSupported)
    }
    func realPath(_ path: FilePath) throws(FileError) -> FilePath { throw FileError(.read, path, .notSupported) }
    func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock {
        throw FileError(.lock, path, .notSupported)
    }
}

/// A file system on which only so many files can be made, and on which something may happen before each.
final class FullFileSystem: PartialFileSystem {
    let files: LiveFileSystem
    private let room: Mutex<Int>
    private let before: @Sendable (FilePath) throws -> Void

    init(files: LiveFileSystem, capacity: Int, before: @escaping @Sendable (FilePath) throws -> Void = { _ in }) {
        self.files = files
        room = Mutex(capacity)
        self.before = before
    }

    func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        let hasRoom = room.withLock { room in
            room -= room > 0 ? 1 : 0
            return room > 0
        }
        guard hasRoom, (try? before(path)) != nil else { throw FileError(.write, path, .noSpace) }
        try files.create(path, bytes: bytes, permissions: permissions)
    }
    func makeDirectory(_ path: FilePath) throws(FileError) { try files.makeDirectory(path) }
    func remove(_ path: FilePath) throws(FileError) { try files.remove(path) }
}

/// A file system that after so many changes takes no more, not even to clean up: that of a process that was killed.
final class DyingFileSystem: PartialFileSystem {
    let files: LiveFileSystem
    private let left: Mutex<Int>

    init(files: LiveFileSystem, calls: Int) {
        self.files = files
        left = Mutex(calls)
    }

    private func live(_ operation: FileError.Operation, _ path: FilePath) throws(FileError) {
        let isAlive = left.withLock { left in
            left -= 1
            return left >= 0
        }
        guard isAlive else { throw FileError(operation, path, .interrupted) }
    }

    func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        try live(.create, path)
        try files.create(path, bytes: bytes, permissions: permissions)
    }
    func makeDirectory(_ path: FilePath) throws(FileError) {
        try live(.create, path)
        try files.makeDirectory(path)
    }
    func remove(_ path: FilePath) throws(FileError) {
        try live(.remove, path)
        try files.remove(path)
    }
}
