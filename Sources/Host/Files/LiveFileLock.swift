import LibC
import Synchronization
package import SystemPackage

extension LiveFileSystem {
    /// Holds a lock file exclusively; retries twenty times a second if another process has it.
    package func lock(_ path: FilePath, whenBusy: @Sendable () -> Void) async throws -> any FileLock {
        var toldBusy = false
        while true {
            try Task.checkCancellation()
            if let file = try lockedFile(path) { return LiveFileLock(file) }
            if !toldBusy {
                toldBusy = true
                whenBusy()
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func lockedFile(_ path: FilePath) throws(FileError) -> OpenFile? {
        do throws(Errno) {
            while true {
                let file = try OpenFile(path, O_RDWR | O_CREAT, mode: 0o644)
                guard try file.lock() else { return nil }
                // A lock file that was removed while this process opened it excludes nobody.
                let opened = try file.status()
                let named = try? systemStatus(of: path, followingLinks: true)
                if opened.st_ino == named?.st_ino, opened.st_dev == named?.st_dev { return file }
            }
        } catch {
            throw FileError(.lock, path, error)
        }
    }
}

/// A lock that ends with its open file.
final class LiveFileLock: FileLock {
    private let file: Mutex<OpenFile?>

    init(_ file: consuming OpenFile) {
        self.file = Mutex(file)
    }

    deinit {
        release()
    }

    func release() {
        file.withLock { file in
            file?.unlock()
            file = nil
        }
    }
}
