/// A file system of EFS that a function mounts.
package struct FileSystemSettings: Sendable, Hashable {
    /// The access point.
    package var accessPoint: ResourceReference
    /// The mount directory, below `/mnt`.
    package var path: String

    /// Creates settings.
    package init(accessPoint: ResourceReference, path: String) {
        self.accessPoint = accessPoint
        self.path = path
    }
}
