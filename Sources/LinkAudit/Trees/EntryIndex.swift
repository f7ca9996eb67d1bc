/// The files of an archive by their paths, with links followed as on Lambda.
package struct EntryIndex {
    private let tree: EntryTree

    /// Indexes entries; of entries with the same path, the last wins.
    package init(_ entries: [AuditedEntry]) {
        tree = EntryTree(entries)
    }

    /// The regular file at a path of the archive, through links.
    package func file(at path: String) -> AuditedEntry? {
        var walk = LinkWalk(tree)
        guard case .inside(let entry?) = walk.destination(ofPath: path), entry.kind == .file else { return nil }
        return entry
    }
}
