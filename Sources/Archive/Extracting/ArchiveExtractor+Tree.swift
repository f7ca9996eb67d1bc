import LibC

extension ArchiveExtractor {
    /// Copies a directory's content like an archive's: over existing files, and never outside.
    package func copy(treeAt source: String) throws(ArchiveError) {
        archive = source
        var waiting: [[[UInt8]]] = [[]]
        while let components = waiting.popLast() {
            for name in try names(in: source, components) {
                let entry = components + [name]
                let path = joined(source, entry)
                let named = String(decoding: path, as: UTF8.self)
                var status = stat()
                guard lstat(named, &status) == 0 else { throw .system(.read, path: named, code: errno) }
                switch status.st_mode & S_IFMT {
                case S_IFDIR:
                    _ = try makeDirectories(entry, named: named)
                    waiting.append(entry)
                case S_IFLNK: try makeLink(joined(entry), to: try target(ofLink: named), named: named)
                case S_IFREG:
                    try write(joined(entry), named: named, permissions: status.st_mode & 0o777) { try read(named, $0) }
                // Functions do not consist of devices and the like.
                default: continue
                }
            }
        }
    }

    private func names(in source: String, _ components: [[UInt8]]) throws(ArchiveError) -> [[UInt8]] {
        let path = String(decoding: joined(source, components), as: UTF8.self)
        guard let directory = opendir(path) else { throw .system(.read, path: path, code: errno) }
        defer { closedir(directory) }
        var names: [[UInt8]] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names
    }

    private func target(ofLink path: String) throws(ArchiveError) -> [UInt8] {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink(path, &bytes, bytes.count)
        guard count >= 0 else { throw .system(.read, path: path, code: errno) }
        return bytes[..<count].map { UInt8(bitPattern: $0) }
    }

    private func read(
        _ path: String, _ body: (UnsafeRawBufferPointer) throws(ArchiveError) -> Void
    ) throws(ArchiveError) {
        // Entries that became links or pipes since the listing are neither followed nor waited for.
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw .system(.open, path: path, code: errno) }
        defer { close(file) }
        var part = [UInt8](repeating: 0, count: 256 << 10)
        while true {
            let count = systemRead(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(.read, path: path, code: errno) }
            if count == 0 { return }
            let result = part.withUnsafeBytes { bytes in
                Result { () throws(ArchiveError) in try body(UnsafeRawBufferPointer(rebasing: bytes[..<count])) }
            }
            try result.get()
        }
    }

    private func joined(_ components: [[UInt8]]) -> [UInt8] {
        Array(components.joined(separator: [UInt8(ascii: "/")]))
    }

    private func joined(_ source: String, _ components: [[UInt8]]) -> [UInt8] {
        joined([Array(source.utf8)] + components)
    }
}

private func systemRead(_ descriptor: CInt, _ start: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, start, count)
}
