/// A piece of what is audited.
package struct AuditedEntry: Sendable, Hashable {
    /// What it is.
    package enum Kind: Sendable, Hashable {
        case file
        case directory
        case link(target: String)
        case other
    }

    /// The path in the archive, as it is written there.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Its permission bits, or `nil` where the archive has none.
    package var permissions: UInt16?
    /// Its size.
    package var sizeBytes: Int64
    /// Its place in the archive, which tells entries of one name apart.
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
