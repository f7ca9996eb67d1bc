/// A file system of EFS that a function mounts.
package struct FileSystemSettings: Sendable, Hashable {
    /// The access point.
    package var accessPoint: ResourceARN
    /// The mount directory, below `/mnt`.
    package var path: String

    /// Creates settings.
    package init(accessPoint: ResourceARN, path: String) {
        self.accessPoint = accessPoint
        self.path = path
    }
}
