import LibC
package import SystemPackage

/// The files and directories of this machine.
package struct LiveFileSystem: FileSystem {
    /// Creates the file system.
    package init() {}

    /// The status of a path, or `nil` if it does not exist.
    package func status(of path: FilePath, followingLinks: Bool) throws(FileError) -> FileStatus? {
        do throws(Errno) {
            return try FileStatus(systemStatus(of: path, followingLinks: followingLinks))
        } catch .noSuchFileOrDirectory, .notDirectory {
            return nil
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// The names in a directory, sorted bytewise; a name that is not UTF-8 is an error.
    package func names(in directory: FilePath) throws(FileError) -> [String] {
        do throws(Errno) {
            let file = try OpenFile(directory, O_RDONLY | O_DIRECTORY)
            // A name repaired to UTF-8 would no longer open its file.
            let names = try directoryEntries(of: file).map { name throws(Errno) in
                guard let name = String(validating: name.dropLast(), as: UTF8.self) else {
                    throw Errno.illegalByteSequence
                }
                return name
            }
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        } catch {
            throw FileError(.list, directory, error)
        }
    }

    /// A file's bytes, at most as many as the limit allows.
    ///
    /// A pipe, a socket or a device is refused without waiting, unless the path is a stream that this process was
    /// given, such as `/dev/stdin`.
    package func read(_ path: FilePath, limit: Int) throws(FileError) -> [UInt8] {
        let file = try openForReading(path)
        do throws(Errno) {
            let size = Int(try file.status().st_size)
            guard size <= limit else { throw Errno.fileTooLarge }
            return try contents(of: file, sizeHint: size, limit: limit)
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// Passes a file's bytes in parts of 256 KiB.
    package func readParts(of path: FilePath, body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        let file = try openForReading(path)
        do {
            while true {
                let count = try file.read(into: &buffer)
                guard count > 0 else { return }
                try buffer.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        } catch let reason as Errno {
            throw FileError(.read, path, reason)
        }
    }

    private func openForReading(_ path: FilePath) throws(FileError) -> OpenFile {
        let isOwnStream = path == "/dev/stdin" || path.starts(with: "/dev/fd") || path.starts(with: "/proc/self/fd")
        do throws(Errno) {
            // Opening a pipe without a writer would block for ever.
            let file = try OpenFile(path, O_RDONLY | (isOwnStream ? 0 : O_NONBLOCK))
            let kind = try file.status().st_mode & S_IFMT
            // Reading a directory has its own error.
            if isOwnStream || kind == S_IFREG || kind == S_IFDIR { return file }
        } catch .noSuchAddressOrDevice {
            // This is the error for opening a socket.
            throw FileError(.read, path, .noSuchAddressOrDevice, isIrregular: true)
        } catch {
            throw FileError(.read, path, error)
        }
        throw FileError(.read, path, .invalidArgument, isIrregular: true)
    }

    /// The target of a symbolic link.
    package func destination(ofLink path: FilePath) throws(FileError) -> FilePath {
        do throws(Errno) {
            var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
            let count = try retryingInterrupts {
                path.withPlatformString { readlink($0, &buffer, buffer.count - 1) }
            }
            buffer[count] = 0
            return FilePath(platformString: buffer)
        } catch {
            throw FileError(.read, path, error)
        }
    }

    /// Creates a symbolic link.
    package func link(_ path: FilePath, to destination: FilePath) throws(FileError) {
        do throws(Errno) {
            _ = try retryingInterrupts {
                path.withPlatformString { path in destination.withPlatformString { symlink($0, path) } }
            }
        } catch {
            throw FileError(.link, path, error)
        }
    }

    /// Creates a directory and its missing parents.
    package func makeDirectory(_ path: FilePath) throws(FileError) {
        do throws(Errno) {
            _ = try retryingInterrupts { path.withPlatformString { mkdir($0, 0o777) } }
        } catch .noSuchFileOrDirectory where !path.removingLastComponent().isEmpty {
            try makeDirectory(path.removingLastComponent())
            try makeDirectory(path)
        } catch {
            // Another process may create the same directory between any two calls, so the result is checked.
            guard try status(of: path, followingLinks: true)?.kind == .directory else {
                throw FileError(.create, path, error)
            }
        }
    }

    /// Moves a file or directory atomically, replacing an existing file.
    package func rename(_ source: FilePath, to destination: FilePath) throws(FileError) {
        do throws(Errno) {
            try systemRename(source, to: destination)
        } catch {
            throw FileError(.rename, source, error)
        }
    }

    /// The path with all links resolved.
    package func realPath(_ path: FilePath) throws(FileError) -> FilePath {
        guard let resolved = path.withPlatformString({ realpath($0, nil) }) else {
            throw FileError(.read, path, Errno(rawValue: errno))
        }
        defer { free(resolved) }
        return FilePath(platformString: resolved)
    }
}

extension FileStatus {
    init(_ status: stat) {
        let kind: Kind
        switch status.st_mode & S_IFMT {
        case S_IFREG: kind = .regular
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .symbolicLink
        default: kind = .other
        }
        #if canImport(Darwin)
        let time = status.st_mtimespec
        #else
        let time = status.st_mtim
        #endif
        self.init(
            kind: kind,
            size: Int64(status.st_size),
            permissions: FilePermissions(rawValue: CModeT(status.st_mode & 0o7777)),
            modificationTime: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec),
            inode: UInt64(status.st_ino)
        )
    }
}

func systemStatus(of path: FilePath, followingLinks: Bool) throws(Errno) -> stat {
    var status = stat()
    _ = try retryingInterrupts {
        path.withPlatformString { followingLinks ? stat($0, &status) : lstat($0, &status) }
    }
    return status
}

func systemRename(_ source: FilePath, to destination: FilePath) throws(Errno) {
    _ = try retryingInterrupts {
        source.withPlatformString { source in
            destination.withPlatformString { systemCallRename(source, $0) }
        }
    }
}

// Inside `LiveFileSystem` its own method hides the C function of the same name.
private func systemCallRename(_ source: UnsafePointer<CChar>, _ destination: UnsafePointer<CChar>) -> CInt {
    rename(source, destination)
}

/// Reads to the end, so that files of unknown size (such as those of `/proc`) are complete too.
func contents(of file: borrowing OpenFile, sizeHint: Int, limit: Int) throws(Errno) -> [UInt8] {
    var bytes: [UInt8] = []
    // One extra byte detects the end of the file in the first read.
    var room = max(sizeHint, 4_095) + 1
    while true {
        let part = try nextPart(of: file, room: room, limit: limit - bytes.count)
        let isLast = part.count < room
        // Nearly every file has one part, which is not copied.
        if bytes.isEmpty { bytes = part } else { bytes.append(contentsOf: part) }
        if isLast { return bytes }
        room = bytes.count
    }
}

/// Reads until the end of the file or until a part is full.
///
/// The part is never filled with zeros before: without optimization, that took most of the time of a large file.
private func nextPart(of file: borrowing OpenFile, room: Int, limit: Int) throws(Errno) -> [UInt8] {
    var failure: Errno?
    let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        let buffer = UnsafeMutableBufferPointer(rebasing: buffer[..<room])
        do throws(Errno) {
            while filled < room {
                let count = try file.read(into: buffer, from: filled)
                filled += count
                guard filled <= limit else { throw Errno.fileTooLarge }
                if count == 0 { return }
            }
        } catch {
            failure = error
        }
    }
    if let failure { throw failure }
    return part
}
