import LibC
package import SystemPackage

extension LiveFileSystem {
    /// Removes a file, link or whole directory; a missing path is not an error.
    ///
    /// Directories are entered by descriptor, so that a link that replaces a directory during removal
    /// is not followed.
    package func remove(_ path: FilePath) throws(FileError) {
        do throws(Errno) {
            let name = path.withPlatformString { Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1)) }
            try removeEntry(name, in: AT_FDCWD)
        } catch {
            throw FileError(.remove, path, error)
        }
    }
}

private func removeEntry(_ name: [CChar], in directory: CInt) throws(Errno) {
    do throws(Errno) {
        _ = try retryingInterrupts { unlinkat(directory, name, 0) }
        return
    } catch .noSuchFileOrDirectory, .notDirectory {
        return
    } catch .isDirectory, .notPermitted {
        // Linux says "is a directory", POSIX and Darwin say "not permitted".
    }
    try removeDirectory(name, in: directory)
}

private func removeDirectory(_ name: [CChar], in parent: CInt) throws(Errno) {
    let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
    let directory = OpenFile(adopting: try retryingInterrupts { openat(parent, name, flags) })
    for entry in try directoryEntries(of: directory) {
        try removeEntry(entry, in: directory.descriptor)
    }
    _ = try retryingInterrupts { unlinkat(parent, name, AT_REMOVEDIR) }
}
