import Archive
import ArgumentParser
import Checksums
import Host
import SystemPackage

/// Zips a directory as `swiftlambda package` zips a staged tree, and does nothing else.
@main
struct ArchiveBenchmark: ParsableCommand {
    @Argument var directory: String
    @Argument var archive: String
    @Option var level = CompressionLevel.standard.rawValue

    func run() throws {
        guard let level = CompressionLevel(level) else { throw ValidationError("--level is a number from 0 to 9.") }
        // Packaging computes the manifest's digests on the fly, so they are part of the measurement.
        var archiveDigest = SHA256()
        var contentDigest = SHA256()
        let observer = ArchiveObserver(
            entry: { _ in contentDigest = SHA256() },
            content: { contentDigest.update($0) },
            archive: { archiveDigest.update($0) })
        try ArchiveWriter(level: level).write(entries(), to: archive, observer: observer)
    }

    /// Everything below the directory.
    private func entries() throws -> [ArchiveEntry] {
        let files = LiveFileSystem()
        var entries: [ArchiveEntry] = []
        var pending = try files.names(in: FilePath(directory))
        while let path = pending.popLast() {
            let place = FilePath(directory).appending(FilePath(path).components)
            guard let status = try files.status(of: place, followingLinks: false) else { continue }
            switch status.kind {
            case .regular:
                let isExecutable = status.permissions.contains(.ownerExecute)
                entries.append(ArchiveEntry(path, .file(place.string, isExecutable: isExecutable)))
            case .directory:
                pending += try files.names(in: place).map { "\(path)/\($0)" }
            case .symbolicLink:
                entries.append(ArchiveEntry(path, .symbolicLink(target: try files.destination(ofLink: place).string)))
            case .other:
                throw ValidationError("'\(place)' cannot be archived.")
            }
        }
        return entries
    }
}
