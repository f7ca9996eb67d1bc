import LibC
import Synchronization
package import SystemPackage

extension LiveFileSystem {
    /// Creates a private directory for this process, and removes leftovers of killed processes next to it.
    ///
    /// The directory is locked until this process ends in any way, so an unlocked one is a leftover.
    package func claimDirectory(_ path: FilePath, besides prefix: String) throws(FileError) {
        let parent = path.removingLastComponent()
        do throws(Errno) {
            while true {
                _ = try retryingInterrupts { path.withPlatformString { mkdir($0, 0o700) } }
                guard let directory = try lockedDirectory(path) else { continue }
                ClaimedDirectories.add(path, directory)
                break
            }
        } catch {
            throw FileError(.create, path, error)
        }
        for name in try names(in: parent) where name.hasPrefix(prefix) {
            let other = parent.appending(name)
            // It belongs to another user, or the next run tries again.
            if other != path { try? removeIfLeft(other) }
        }
    }

    /// Locks a directory of this user; `nil` if another process has locked or removed it.
    private func lockedDirectory(_ path: FilePath) throws(Errno) -> OpenFile? {
        do throws(Errno) {
            let directory = try OpenFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            guard try directory.status().st_uid == geteuid(), try directory.lock() else { return nil }
            // Before it was locked, another process may have taken it for a leftover.
            let opened = try directory.status()
            let named = try systemStatus(of: path, followingLinks: false)
            guard opened.st_ino == named.st_ino, opened.st_dev == named.st_dev else { return nil }
            return consume directory
        } catch .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels {
            return nil
        }
    }

    private func removeIfLeft(_ path: FilePath) throws {
        guard let directory = try lockedDirectory(path) else { return }
        try remove(path)
        _ = consume directory
    }
}

/// The directories that this process claimed, with locks that it holds until it ends.
enum ClaimedDirectories {
    private static let all = Mutex<[(path: FilePath, descriptor: CInt)]>([])

    static func add(_ path: FilePath, _ directory: consuming OpenFile) {
        let descriptor = directory.release()
        all.withLock { $0.append((path, descriptor)) }
    }

    /// Removes them before an immediate exit.
    static func removeAll() {
        for path in all.withLock({ $0.map(\.path) }) {
            // It's too late to report errors; the next run removes leftovers.
            try? LiveFileSystem().remove(path)
        }
    }
}
