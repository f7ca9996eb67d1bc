/// One thing to put into an archive.
package struct ArchiveEntry: Sendable, Hashable {
    /// What the entry holds.
    package enum Content: Sendable, Hashable {
        /// The bytes of a regular file at an absolute path.
        case file(String, isExecutable: Bool)
        /// Bytes in memory.
        case bytes([UInt8], isExecutable: Bool)
        /// A link, with its target text.
        case symbolicLink(target: String)
        /// A directory; parents of other entries need no entry of their own.
        case directory
    }

    /// The path inside the archive: relative, components separated by `/`, no trailing slash.
    package var path: String
    /// What the entry holds.
    package var content: Content

    /// Creates an entry.
    package init(_ path: String, _ content: Content) {
        self.path = path
        self.content = content
    }

    /// The permission bits in the archive: one of two values for files, so that the builder's umask has no effect.
    package var permissions: UInt16 {
        switch content {
        case .file(_, let isExecutable), .bytes(_, let isExecutable): isExecutable ? 0o755 : 0o644
        case .symbolicLink: 0o777
        case .directory: 0o755
        }
    }

    /// The name's bytes in the zip: a directory's name ends in a slash.
    var storedName: [UInt8] {
        content == .directory ? Array(path.utf8) + [UInt8(ascii: "/")] : Array(path.utf8)
    }
}
