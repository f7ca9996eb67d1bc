/// Entries that were checked against each other, in archive order.
struct ArchiveTree {
    /// The entries, sorted bytewise by their name in the zip.
    let entries: [ArchiveEntry]

    /// Checks and sorts entries.
    init(_ entries: [ArchiveEntry]) throws(ArchiveError) {
        for entry in entries {
            if let fault = Self.fault(inPath: entry.path) { throw .invalidPath(entry.path, fault) }
        }
        try Self.checkConflicts(entries)
        let links = LinkTable(entries)
        for entry in entries {
            guard case .symbolicLink(let target) = entry.content else { continue }
            if let fault = links.fault(inTarget: target, of: entry.path) {
                throw .invalidLink(entry.path, target: target, fault)
            }
        }
        self.entries = entries.map { (name: $0.storedName, entry: $0) }
            .sorted { $0.name.precedes($1.name) }
            .map(\.entry)
    }

    /// The first problem with a path in an archive.
    static func fault(inPath path: String) -> ArchiveError.PathFault? {
        let bytes = Array(path.utf8)
        if bytes.isEmpty { return .empty }
        if bytes.first == UInt8(ascii: "/") { return .absolute }
        if bytes.contains(0) { return .nul }
        if bytes.contains(UInt8(ascii: "\\")) { return .backslash }
        if bytes.count > PathLimits.path { return .tooLong }
        for component in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            if component.isEmpty { return .emptyComponent }
            if component.allSatisfy({ $0 == UInt8(ascii: ".") }), component.count <= 2 { return .dotComponent }
            if component.count > PathLimits.name { return .tooLong }
        }
        return nil
    }

    private static func checkConflicts(_ entries: [ArchiveEntry]) throws(ArchiveError) {
        let sorted = entries.map { (path: BytePath($0.path.utf8), entry: $0) }.sorted { $0.path < $1.path }
        var obstacle: BytePath?
        for (index, item) in sorted.enumerated() {
            if index > 0, sorted[index - 1].path == item.path { throw .duplicatePath(item.entry.path) }
            if let obstacle, item.path.isBelow(obstacle) { throw .belowFile(item.entry.path) }
            if item.entry.content != .directory { obstacle = item.path }
        }
    }
}

/// The longest names and paths on Linux, without the final NUL (`limits.h`: NAME_MAX, PATH_MAX).
enum PathLimits {
    static let name = 255
    static let path = 4_095
}
