/// A package of the operating system.
package struct OwnerPackage: Sendable, Hashable, Codable {
    /// Its name, such as `libc6`.
    package var name: String
    /// Its version, such as `2.36-9+deb12u14`.
    package var version: String

    /// Creates a package.
    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
