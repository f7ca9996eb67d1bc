import LibC

/// Unpacks archives into a directory that nobody else writes to, one over another, as Lambda does with layers.
///
/// Nothing is written outside the directory: suspicious paths are refused, and links are created but never followed.
package final class ArchiveExtractor {
    /// Flaws with which an entry would be unpacked elsewhere, or not at all.
    private static let refused: [ZipEntry.Flaw] = [.absolutePath, .parentComponent, .nul, .tooLong, .belowFile]

    private let directory: [UInt8]
    /// Subdirectories known to be real directories, by their bytes relative to the extractor's directory.
    private var knownDirectories: Set<[UInt8]> = [[]]
    /// The archive's name in error messages.
    var archive = ""

    /// Creates an extractor.
    ///
    /// - Parameter directory: where everything goes; it must exist.
    package init(into directory: String) {
        self.directory = Array(directory.utf8) + [UInt8(ascii: "/")]
    }

    /// Unpacks every entry; if two have the same path, the later one wins.
    package func extract(_ reader: ArchiveReader) throws(ArchiveError) {
        archive = reader.path
        for entry in reader.directory.entries {
            guard !entry.flaws.contains(where: Self.refused.contains) else {
                throw cannotUnpack(entry.path, entry.unpackFault)
            }
            var components = entry.name.split(separator: UInt8(ascii: "/")).map(Array.init)
            components.removeAll { $0 == [UInt8(ascii: ".")] }
            guard let name = components.popLast() else { continue }
            let parent = try makeDirectories(components, named: entry.path)
            let path = parent.isEmpty ? name : parent + [UInt8(ascii: "/")] + name
            switch entry.kind {
            case .directory: _ = try makeDirectories(components + [name], named: entry.path)
            case .symbolicLink:
                try makeLink(path, to: try reader.read(entry, limit: PathLimits.path), named: entry.path)
            case .file:
                // An archive that was not created on Unix has no modes.
                try write(path, named: entry.path, permissions: mode_t(entry.permissions ?? 0o644) & 0o777) { write in
                    try reader.read(entry, body: write)
                }
            // Functions do not consist of devices and the like.
            case .other: continue
            }
        }
    }

    /// Creates the parent directories of an entry.
    ///
    /// - Returns: the path of the last one, relative to the extractor's directory.
    func makeDirectories(_ components: [[UInt8]], named name: String) throws(ArchiveError) -> [UInt8] {
        var path: [UInt8] = []
        for component in components {
            if !path.isEmpty { path.append(UInt8(ascii: "/")) }
            path += component
            guard !knownDirectories.contains(path) else { continue }
            let absolute = absolute(path)
            if mkdir(absolute, 0o755) != 0 {
                let code = errno
                guard code == EEXIST else { throw refusal(code, named: name) }
                var status = stat()
                guard lstat(absolute, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                    throw cannotUnpack(name, .belowFile)
                }
            }
            knownDirectories.insert(path)
        }
        return path
    }

    /// Creates a link, replacing what another archive or directory put there.
    func makeLink(_ path: [UInt8], to target: [UInt8], named name: String) throws(ArchiveError) {
        guard !target.contains(0) else { throw cannotUnpack(name, .target) }
        let absolute = absolute(path)
        let target = target.map { CChar(bitPattern: $0) } + [0]
        if symlink(target, absolute) == 0 { return }
        try makeWay(at: absolute, named: name)
        guard symlink(target, absolute) == 0 else { throw refusal(errno, named: name) }
    }

    /// Writes a file, replacing what another archive or directory put there.
    ///
    /// - Parameter content: supplies the parts to write; throws only `ArchiveError`.
    func write(
        _ path: [UInt8], named name: String, permissions: mode_t,
        content: ((UnsafeRawBufferPointer) throws(ArchiveError) -> Void) throws -> Void
    ) throws(ArchiveError) {
        let absolute = absolute(path)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        var descriptor = open(absolute, flags, 0o600)
        if descriptor < 0 {
            try makeWay(at: absolute, named: name)
            descriptor = open(absolute, flags, 0o600)
        }
        guard descriptor >= 0 else { throw refusal(errno, named: name) }
        let file = OutputFile(descriptor: descriptor, path: name) { _ in }
        do {
            try content { part throws(ArchiveError) in
                if !file.write(part), let failure = file.failure { throw failure }
            }
            guard fchmod(descriptor, permissions) == 0 else {
                throw ArchiveError.system(.write, path: name, code: errno)
            }
        } catch let error as ArchiveError {
            file.discard(at: absolute)
            throw error
        } catch {
            // Nothing else is thrown by the reader or the receiver of the parts.
            file.discard(at: absolute)
            throw .system(.write, path: name, code: EIO)
        }
        try file.close()
    }

    /// Removes what an earlier entry or archive put at a path, unless it is a directory.
    private func makeWay(at absolute: [CChar], named name: String) throws(ArchiveError) {
        guard errno == EEXIST else { throw refusal(errno, named: name) }
        guard unlink(absolute) == 0 else {
            let code = errno
            var status = stat()
            let isDirectory = lstat(absolute, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            throw isDirectory ? cannotUnpack(name, .overDirectory) : refusal(code, named: name)
        }
    }

    /// The system's error, which is the archive's fault if the path is too long for its destination.
    private func refusal(_ code: Int32, named name: String) -> ArchiveError {
        code == ENAMETOOLONG
            ? cannotUnpack(name, .path(.tooLong)) : .system(.create, path: name, code: code)
    }

    private func cannotUnpack(_ entry: String, _ fault: ArchiveError.UnpackFault) -> ArchiveError {
        .cannotUnpack(archive: archive, entry: entry, fault)
    }

    private func absolute(_ path: [UInt8]) -> [CChar] { (directory + path).map { CChar(bitPattern: $0) } + [0] }
}

extension OutputFile {
    /// Closes the file and removes its staging path, which error messages do not mention.
    fileprivate func discard(at path: [CChar]) {
        try? close()
        unlink(path)
    }
}

extension ZipEntry {
    /// Why an entry with one of the refused flaws cannot be unpacked.
    fileprivate var unpackFault: ArchiveError.UnpackFault {
        if flaws.contains(.belowFile) { return .belowFile }
        if flaws.contains(.absolutePath) { return .path(.absolute) }
        if flaws.contains(.parentComponent) { return .path(.dotComponent) }
        return .path(flaws.contains(.nul) ? .nul : .tooLong)
    }
}
