import Archive
import Bundling
import Checksums
import Host
import Model
import SystemPackage

/// A function's archive on disk, replaced only if its bytes change, and only when the new file is complete.
struct ArchiveFile {
    /// The archive of a tree.
    struct Result {
        var account: Manifest.Archive
        var entries: [Manifest.Entry]
        /// Whether the file on disk is a new one.
        var wasWritten: Bool
    }

    let directory: FilePath
    let files: any FileSystem

    /// Zips a tree to a temporary file, and replaces the archive with it if they differ.
    func write(_ tree: StagedTree, compression: CompressionLevel) throws -> Result {
        let path = directory.appending(OutputLayout.archiveName)
        let temporary = try TemporaryFile(for: path)
        let digests = DigestCollector()
        let summary = try ArchiveWriter(level: compression)
            .write(tree.entries.map(ArchiveEntry.init), to: temporary.path.string, observer: digests.observer)

        let (archiveDigest, contentDigests) = digests.finish()
        let links = Dictionary(tree.links) { first, _ in first }
        let entries = zip(summary.entries, contentDigests).map { entry, digest in
            Manifest.Entry(
                path: entry.path, mode: Self.mode(of: entry), sha256: Hexadecimal.text(digest),
                sizeBytes: entry.size, compressedSizeBytes: entry.compressedSize, linkTarget: links[entry.path])
        }
        let account = Manifest.Archive(
            file: OutputLayout.archiveName, sha256: Hexadecimal.text(archiveDigest),
            sourceCodeHash: Digests.base64(archiveDigest), contentDigest: ContentDigest.of(entries),
            sizeBytes: summary.size, unzippedSizeBytes: entries.reduce(0) { $0 + $1.sizeBytes })

        if try isSame(path, size: summary.size, sha256: account.sha256) {
            try temporary.discard()
            return Result(account: account, entries: entries, wasWritten: false)
        }
        try temporary.replaceDestination(permissions: .readableByAll)
        return Result(account: account, entries: entries, wasWritten: true)
    }

    /// Type and permission bits in octal.
    private static func mode(of entry: ZipEntry) -> String {
        String(entry.unixMode ?? 0, radix: 8)
    }

    private func isSame(_ path: FilePath, size: Int64, sha256: String) throws -> Bool {
        guard let status = try files.status(of: path, followingLinks: false), status.kind == .regular,
            status.size == size
        else { return false }
        return try Digests.sha256(ofFile: path, files: files) == sha256
    }
}

/// Digests of an archive's bytes and of each entry's, computed while writing.
private final class DigestCollector {
    private var archive = SHA256()
    private var current: SHA256?
    private var contents: [[UInt8]] = []

    var observer: ArchiveObserver {
        ArchiveObserver(
            entry: { [self] _ in
                endEntry()
                current = SHA256()
            },
            content: { [self] in current?.update($0) },
            archive: { [self] in archive.update($0) })
    }

    func finish() -> (archive: [UInt8], contents: [[UInt8]]) {
        endEntry()
        return (archive.finalize(), contents)
    }

    private func endEntry() {
        if let current { contents.append(current.finalize()) }
        current = nil
    }
}

extension ArchiveEntry {
    init(_ entry: StagedTree.Entry) {
        switch entry.content {
        case .file(let path, _):
            self.init(entry.path, .file(path.string, isExecutable: entry.isExecutable))
        case .link(let target):
            self.init(entry.path, .symbolicLink(target: target))
        case .emptyDirectory:
            self.init(entry.path, .directory)
        }
    }
}
