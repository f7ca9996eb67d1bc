import LibC

/// A regular file that is open for reading.
final class InputFile {
    let path: String
    /// Its size when it was opened.
    let size: Int64
    private let descriptor: Int32
    private let closesDescriptor: Bool

    /// Opens a regular file; anything else, such as a named pipe, is refused without waiting for it.
    init(path: String, followingLinks: Bool) throws(ArchiveError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLinks ? 0 : O_NOFOLLOW))
        guard descriptor >= 0 else {
            if errno == ELOOP, !followingLinks { throw .notRegular(path) }
            throw .system(.open, path: path, code: errno)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw .system(.read, path: path, code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notRegular(path)
        }
        self.path = path
        self.size = Int64(status.st_size)
        self.descriptor = descriptor
        self.closesDescriptor = true
    }

    /// Reads a file that someone else opened and closes.
    init(borrowing output: OutputFile) {
        path = output.path
        size = output.size
        descriptor = output.descriptor
        closesDescriptor = false
    }

    deinit {
        // Closing a file that was only read cannot lose anything, so its status does not matter.
        if closesDescriptor { close(descriptor) }
    }

    /// Fills a buffer from an offset in the file; fewer bytes mean the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(filled))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(.read, path: path, code: errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The bytes at an offset in the file; fewer mean the end.
    func bytes(at offset: Int64, count: Int) throws(ArchiveError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = try bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(ArchiveError) in try read(at: offset, into: buffer) }
        }.get()
        bytes.removeLast(count - filled)
        return bytes
    }
}
