package import SystemPackage

/// The status of a file.
package struct FileStatus: Sendable, Hashable {
    /// The kinds of file that swiftlambda distinguishes.
    package enum Kind: Sendable, Hashable {
        case regular
        case directory
        case symbolicLink
        case other
    }

    /// Its kind.
    package var kind: Kind
    /// Its size in bytes.
    package var size: Int64
    /// Its permission bits, including set-id and sticky bits.
    package var permissions: FilePermissions
    /// When its bytes last changed, in nanoseconds since 1970.
    package var modificationTime: Int64
    /// The file's inode number.
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
