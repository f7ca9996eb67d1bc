/// The entries of an archive by their paths, with links followed as the system would follow them there.
package struct EntryIndex {
    /// By the bytes of the path: Linux tells apart what Unicode takes for the same text.
    private let entries: [[UInt8]: AuditedEntry]

    /// Indexes entries; of several with one path, the last counts.
    package init(_ entries: [AuditedEntry]) {
        self.entries = Dictionary(entries.map { (Array($0.path.utf8), $0) }) { _, last in last }
    }

    /// The regular file at a path of the archive, through links.
    package func file(at path: String) -> AuditedEntry? {
        var next = ArchivePath(relative: path)?.text
        // More links than Linux follows (`ELOOP`, path_resolution(7)).
        for _ in 0..<40 {
            guard let path = next, let entry = entries[Array(path.utf8)] else { return nil }
            guard case .link(let target) = entry.kind else { return entry.kind == .file ? entry : nil }
            next =
                target.hasPrefix("/")
                ? ArchivePath(mounted: target)?.text
                : ArchivePath(relative: ArchivePath.directory(of: path) + "/" + target)?.text
        }
        return nil
    }
}
