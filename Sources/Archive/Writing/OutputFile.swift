import LibC

/// The output file of an archive.
final class OutputFile {
    /// Its name in error messages.
    let path: String
    let descriptor: Int32
    /// How many bytes were written.
    private(set) var size: Int64 = 0
    /// The first error of the system; nothing is written after it.
    private(set) var failure: ArchiveError?
    private let written: (UnsafeRawBufferPointer) -> Void

    /// Takes over an open file.
    init(descriptor: Int32, path: String, written: @escaping (UnsafeRawBufferPointer) -> Void) {
        self.descriptor = descriptor
        self.path = path
        self.written = written
    }

    /// Creates a file, or empties an existing one; a link is refused with `ELOOP`.
    static func create(
        _ path: String, written: @escaping (UnsafeRawBufferPointer) -> Void
    ) throws(ArchiveError) -> OutputFile {
        let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(.create, path: path, code: errno) }
        return OutputFile(descriptor: descriptor, path: path, written: written)
    }

    /// Writes bytes completely.
    ///
    /// - Returns: whether that worked; if not, `failure` says why.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard failure == nil else { return false }
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = LibC.write(descriptor, part.baseAddress, part.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = .system(.write, path: path, code: count < 0 ? errno : EIO)
                return false
            }
            rest = rest.dropFirst(count)
        }
        size += Int64(bytes.count)
        written(bytes)
        return true
    }

    /// Closes the file.
    func close() throws(ArchiveError) {
        if LibC.close(descriptor) != 0 { throw .system(.close, path: path, code: errno) }
    }

    /// Closes and removes the file after a failure, which is what the caller learns; errors here are ignored.
    func discard() {
        try? close()
        unlink(path)
    }
}
