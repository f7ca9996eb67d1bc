package import Host
package import SystemPackage

/// The entries of one archive and their sources; staging copies nothing.
package struct StagedTree: Sendable, Hashable {
    /// An entry of the archive.
    package struct Entry: Sendable, Hashable {
        /// What it is.
        package enum Content: Sendable, Hashable {
            /// A file on disk.
            case file(FilePath, FileStatus)
            /// A symbolic link.
            case link(target: String)
            /// An empty directory; others are implied by the paths of their files.
            case emptyDirectory
        }

        /// The path in the archive.
        package var path: String
        /// What it is.
        package var content: Content

        /// Creates an entry.
        package init(path: String, content: Content) {
            self.path = path
            self.content = content
        }

        /// Whether it is executable.
        package var isExecutable: Bool {
            guard case .file(_, let status) = content else { return false }
            return status.permissions.contains(.ownerExecute)
        }
    }

    /// The entries, sorted bytewise by path.
    package var entries: [Entry]
    /// Files of systems and editors in the included directories, which are left out; paths relative to the package.
    package var leftOut: [String]

    /// Creates a tree from sorted entries.
    package init(entries: [Entry], leftOut: [String] = []) {
        self.entries = entries
        self.leftOut = leftOut
    }

    /// The symbolic links and their targets.
    package var links: [(path: String, target: String)] {
        entries.compactMap { entry in
            guard case .link(let target) = entry.content else { return nil }
            return (entry.path, target)
        }
    }
}
