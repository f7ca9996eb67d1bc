import LibC
import Synchronization
package import SystemPackage

/// A file that is written next to its destination and then renamed to it, or removed.
///
/// The file is locked while this value exists. A process that is killed loses its locks, so
/// ``LiveFileSystem/removeStaleTemporaries(in:)`` can distinguish its leftovers from files that another process is
/// writing, whatever process IDs the system has assigned since.
///
/// Nothing is synced to disk: renaming keeps the destination complete if a process dies, and files that a
/// crashing machine loses can be created again. Waiting for the disk would double the time to write a large archive.
package final class TemporaryFile: Sendable {
    /// What the name of every temporary file starts with; the process identifier and a random number follow.
    package static let prefix = ".swiftlambda-tmp-"

    /// The path of the temporary file; it may be reopened and truncated, but not replaced.
    package let path: FilePath
    /// The final path.
    package let destination: FilePath
    private let file: OpenFile
    private let isPending = Mutex(true)
    private static let pending = Mutex<Set<FilePath>>([])

    /// Creates an empty file, readable only by its owner, in the directory of the destination.
    package init(for destination: FilePath) throws(FileError) {
        let directory = destination.removingLastComponent()
        do throws(Errno) {
            while true {
                let name = Self.prefix + "\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36)
                let path = directory.appending(name)
                let file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
                // Between these two calls another process may mistake the file for a stale one and remove it.
                if try file.lock(), try file.status().st_nlink > 0 {
                    self.path = path
                    self.destination = destination
                    self.file = file
                    _ = Self.pending.withLock { $0.insert(path) }
                    return
                }
            }
        } catch {
            throw FileError(.write, destination, error)
        }
    }

    deinit {
        if isPending.withLock({ $0 }) { _ = path.withPlatformString { unlink($0) } }
        _ = Self.pending.withLock { $0.remove(path) }
    }

    /// Removes all files that were not renamed yet, before an immediate exit.
    static func removeAll() {
        // If the list is being changed, the next run removes the leftovers.
        for path in pending.withLockIfAvailable({ $0 }) ?? [] { _ = path.withPlatformString { unlink($0) } }
    }

    /// Appends bytes.
    package func write(_ bytes: ArraySlice<UInt8>) throws(FileError) {
        do throws(Errno) {
            try file.write(bytes)
        } catch {
            throw FileError(.write, destination, error)
        }
    }

    /// Sets exactly these permissions, regardless of the umask, and renames the file to its destination.
    package func replaceDestination(permissions: FilePermissions) throws(FileError) {
        do throws(Errno) {
            try file.setPermissions(permissions)
            try systemRename(path, to: destination)
            isPending.withLock { $0 = false }
        } catch {
            throw FileError(.write, destination, error)
        }
    }

    /// Sets exactly these permissions, regardless of the umask, and renames the file unless the name is taken.
    package func becomeDestination(permissions: FilePermissions) throws(FileError) {
        do throws(Errno) {
            try file.setPermissions(permissions)
            _ = try retryingInterrupts {
                path.withPlatformString { path in destination.withPlatformString { link(path, $0) } }
            }
        } catch {
            throw FileError(.create, destination, error)
        }
        try discard()
    }

    /// Removes the file; the destination is unchanged.
    package func discard() throws(FileError) {
        let wasPending = isPending.withLock { isPending in
            defer { isPending = false }
            return isPending
        }
        guard wasPending else { return }
        do throws(Errno) {
            _ = try retryingInterrupts { path.withPlatformString { unlink($0) } }
        } catch .noSuchFileOrDirectory {
        } catch {
            throw FileError(.remove, path, error)
        }
    }
}

extension LiveFileSystem {
    /// Removes the temporary files that killed processes left in a directory.
    ///
    /// It keeps files that are still being written: their writers lock them. The directory may be missing.
    ///
    /// - Returns: the names of the files that were removed.
    @discardableResult
    package func removeStaleTemporaries(in directory: FilePath) throws(FileError) -> [String] {
        guard try status(of: directory, followingLinks: true) != nil else { return [] }
        var removed: [String] = []
        for name in try names(in: directory) where name.hasPrefix(TemporaryFile.prefix) {
            if try removeIfStale(directory.appending(name)) { removed.append(name) }
        }
        return removed
    }

    private func removeIfStale(_ path: FilePath) throws(FileError) -> Bool {
        do throws(Errno) {
            let file = try OpenFile(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            guard try file.status().st_mode & S_IFMT == S_IFREG, try file.lock() else { return false }
            _ = try retryingInterrupts { path.withPlatformString { unlink($0) } }
            return true
        } catch .noSuchFileOrDirectory, .tooManySymbolicLinkLevels {
            return false
        } catch {
            throw FileError(.remove, path, error)
        }
    }
}
