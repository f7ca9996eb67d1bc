package import SystemPackage

/// What a path names.
package struct FileStatus: Sendable, Hashable {
    /// The kinds of file that matter here.
    package enum Kind: Sendable, Hashable {
        case regular
        case directory
        case symbolicLink
        case other
    }

    /// What it is.
    package var kind: Kind
    /// Its size in bytes.
    package var size: Int64
    /// Its permission bits, set-id and sticky bits included.
    package var permissions: FilePermissions
    /// When its bytes last changed, in nanoseconds since 1970.
    package var modificationTime: Int64
    /// The file's number on its device.
    package var inode: UInt64

    /// Creates a status.
    package init(
        kind: Kind,
        size: Int64,
        permissions: FilePermissions,
        modificationTime: Int64,
        inode: UInt64
    ) {
        self.kind = kind
        self.size = size
        self.permissions = permissions
        self.modificationTime = modificationTime
        self.inode = inode
    }
}
