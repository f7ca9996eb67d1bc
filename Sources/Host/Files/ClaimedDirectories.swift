import LibC
import Synchronization
package import SystemPackage

extension LiveFileSystem {
    /// Makes a directory for this process and user alone, and removes those beside it that killed processes left.
    ///
    /// The directory is locked until this process ends, however it does; so what is not locked was left.
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
            // What cannot be removed is another user's, or the next one's to try.
            if other != path { try? removeIfLeft(other) }
        }
    }

    /// Locks a directory of this user; `nil` where another process has it, or removed it meanwhile.
    private func lockedDirectory(_ path: FilePath) throws(Errno) -> OpenFile? {
        do throws(Errno) {
            let directory = try OpenFile(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
            guard try directory.status().st_uid == geteuid(), try directory.lock() else { return nil }
            // Between its making and its locking, another process may have taken it for one that was left.
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

/// The directories that this process claimed, whose locks it holds to its end.
enum ClaimedDirectories {
    private static let all = Mutex<[(path: FilePath, descriptor: CInt)]>([])

    static func add(_ path: FilePath, _ directory: consuming OpenFile) {
        let descriptor = directory.release()
        all.withLock { $0.append((path, descriptor)) }
    }

    /// Removes them, for a process that is about to exit without waiting for its own ways.
    static func removeAll() {
        for path in all.withLock({ $0.map(\.path) }) {
            // Nobody can be told any more; the next run removes what is left.
            try? LiveFileSystem().remove(path)
        }
    }
}
