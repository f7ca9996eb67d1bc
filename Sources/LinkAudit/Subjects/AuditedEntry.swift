/// An entry of an audited archive.
package struct AuditedEntry: Sendable, Hashable {
    /// What it is.
    package enum Kind: Sendable, Hashable {
        case file
        case directory
        case link(target: String)
        case other
    }

    /// The path in the archive, as written there.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Its permission bits, or `nil` if the archive has none.
    package var permissions: UInt16?
    /// Its size.
    package var sizeBytes: Int64
    /// Its index in the archive, which distinguishes entries of the same name.
    package var index: Int

    /// Creates an entry.
    package init(path: String, kind: Kind, permissions: UInt16?, sizeBytes: Int64, index: Int) {
        self.path = path
        self.kind = kind
        self.permissions = permissions
        self.sizeBytes = sizeBytes
        self.index = index
    }
}
