/// Copies the content of entries into an archive, one buffer at a time.
struct ContentStream {
    private let archive: LibArchiveWriter
    private let observer: ArchiveObserver
    private var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    private var done: Int64 = 0

    /// Creates a stream into an archive.
    init(archive: LibArchiveWriter, observer: ArchiveObserver) {
        self.archive = archive
        self.observer = observer
    }

    /// Writes one entry completely.
    mutating func write(_ entry: ArchiveEntry) throws {
        try checkStop()
        switch entry.content {
        case .file(let path, _): try write(entry, from: InputFile(path: path, followingLinks: false))
        case .bytes(let bytes, _): try write(entry, bytes: bytes)
        case .symbolicLink(let target):
            observer.entry(entry)
            Array(target.utf8).withUnsafeBytes(observer.content)
            try archive.begin(entry, size: 0)
        case .directory:
            observer.entry(entry)
            try archive.begin(entry, size: 0)
        }
        try archive.finishEntry(at: entry.path)
    }

    private mutating func write(_ entry: ArchiveEntry, from file: InputFile) throws {
        observer.entry(entry)
        try archive.begin(entry, size: file.size)
        var offset: Int64 = 0
        while true {
            let count = try buffer.withUnsafeMutableBytes { try file.read(at: offset, into: $0) }
            offset += Int64(count)
            guard count > 0, offset <= file.size else { break }
            try buffer.withUnsafeBytes { try pass(UnsafeRawBufferPointer(rebasing: $0[..<count]), of: entry) }
            done += Int64(count)
            try report()
        }
        if offset != file.size { throw ArchiveError.changedWhileRead(file.path) }
    }

    private mutating func write(_ entry: ArchiveEntry, bytes: [UInt8]) throws {
        observer.entry(entry)
        try archive.begin(entry, size: Int64(bytes.count))
        for start in stride(from: 0, to: bytes.count, by: buffer.count) {
            let end = min(start + buffer.count, bytes.count)
            try bytes.withUnsafeBytes { try pass(UnsafeRawBufferPointer(rebasing: $0[start..<end]), of: entry) }
            done += Int64(end - start)
            try report()
        }
    }

    private func pass(_ bytes: UnsafeRawBufferPointer, of entry: ArchiveEntry) throws(ArchiveError) {
        observer.content(bytes)
        try archive.write(bytes, at: entry.path)
    }

    private func report() throws(CancellationError) {
        observer.progress(done)
        try checkStop()
    }

    private func checkStop() throws(CancellationError) {
        if observer.shouldStop() { throw CancellationError() }
    }
}
