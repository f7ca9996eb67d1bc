import LibC
package import SystemPackage

extension LiveFileSystem {
    /// Replaces a file's bytes; a file that already has them keeps its bytes and time, and only its mode is corrected.
    ///
    /// A symbolic link at the path is replaced, never followed.
    ///
    /// - Returns: whether the bytes were written.
    @discardableResult
    package func write(
        _ bytes: [UInt8],
        to path: FilePath,
        permissions: FilePermissions
    ) throws(FileError) -> Bool {
        do throws(Errno) {
            if try has(path, bytes: bytes, permissions: permissions) { return false }
        } catch {
            throw FileError(.write, path, error)
        }
        let temporary = try TemporaryFile(for: path)
        try temporary.write(bytes[...])
        try temporary.replaceDestination(permissions: permissions)
        return true
    }

    /// Creates a new file; throws an error if the name is taken, even by a dangling link.
    package func create(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(FileError) {
        let temporary = try TemporaryFile(for: path)
        try temporary.write(bytes[...])
        try temporary.becomeDestination(permissions: permissions)
    }

    /// Writes bytes into an existing file.
    package func overwrite(_ path: FilePath, at offset: Int64, with bytes: [UInt8]) throws(FileError) {
        do throws(Errno) {
            let file = try OpenFile(path, O_WRONLY | O_NOFOLLOW)
            guard lseek(file.descriptor, off_t(offset), SEEK_SET) >= 0 else { throw Errno(rawValue: errno) }
            try file.write(bytes[...])
            try file.close()
        } catch {
            throw FileError(.write, path, error)
        }
    }

    /// Copies a regular file's bytes, in pieces, replacing an existing file.
    package func copy(
        _ source: FilePath,
        to destination: FilePath,
        permissions: FilePermissions
    ) throws(FileError) {
        let input = try openedForCopying(source)
        let temporary = try TemporaryFile(for: destination)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count: Int
            do throws(Errno) {
                count = try input.read(into: &buffer)
            } catch {
                throw FileError(.read, source, error)
            }
            guard count > 0 else { break }
            try temporary.write(buffer[..<count])
        }
        try temporary.replaceDestination(permissions: permissions)
    }

    /// Whether a regular file contains exactly these bytes; if so, also sets its mode.
    private func has(_ path: FilePath, bytes: [UInt8], permissions: FilePermissions) throws(Errno) -> Bool {
        let status: stat
        do throws(Errno) {
            status = try systemStatus(of: path, followingLinks: false)
        } catch .noSuchFileOrDirectory {
            return false
        }
        guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else { return false }
        let file: OpenFile
        do throws(Errno) {
            file = try OpenFile(path, O_RDONLY | O_NOFOLLOW)
        } catch .permissionDenied {
            // An unreadable file can still be replaced: that depends on its directory.
            return false
        }
        guard try contents(of: file, sizeHint: bytes.count, limit: .max) == bytes else { return false }
        if status.st_mode & 0o7777 != permissions.rawValue { try file.setPermissions(permissions) }
        return true
    }

    private func openedForCopying(_ source: FilePath) throws(FileError) -> OpenFile {
        do throws(Errno) {
            // Opening a pipe without a writer would block for ever.
            let file = try OpenFile(source, O_RDONLY | O_NONBLOCK)
            switch try file.status().st_mode & S_IFMT {
            case S_IFREG: return file
            case S_IFDIR: throw Errno.isDirectory
            default: throw Errno.invalidArgument
            }
        } catch {
            throw FileError(.read, source, error)
        }
    }
}
