/// What an open descriptor is, according to its link in `/proc/<pid>/fd` (proc_pid_fd(5)).
package enum DescriptorLink: Sendable, Hashable {
    /// A socket, by inode.
    case socket(inode: UInt64)
    /// A pipe, by inode.
    case pipe(inode: UInt64)
    /// Something without a file, such as `eventfd` or `signalfd`.
    case anonymous(kind: String)
    /// A file, by path.
    case file(String)

    /// Reads a link's text; every text has a meaning.
    package init(_ text: String) {
        if let inode = Self.inode(text, after: "socket:[") {
            self = .socket(inode: inode)
        } else if let inode = Self.inode(text, after: "pipe:[") {
            self = .pipe(inode: inode)
        } else if text.hasPrefix("anon_inode:") {
            self = .anonymous(kind: text.dropFirst("anon_inode:".count).filter { $0 != "[" && $0 != "]" })
        } else {
            self = .file(text)
        }
    }

    private static func inode(_ text: String, after prefix: String) -> UInt64? {
        guard text.hasPrefix(prefix), text.hasSuffix("]") else { return nil }
        return UInt64(text.dropFirst(prefix.count).dropLast())
    }
}
