package import SystemPackage

/// A resource of a target, with its source and the path at which the code looks for it.
package struct Resource: Sendable, Hashable {
    /// The file or directory that SwiftPM copies into the bundle.
    package var source: FilePath
    /// The bundle's directory name, `<package>_<target>.resources`.
    package var bundle: String
    /// Its destination relative to the executable's directory; starts with the bundle.
    package var destination: String

    /// Creates a resource.
    package init(source: FilePath, bundle: String, destination: String) {
        self.source = source
        self.bundle = bundle
        self.destination = destination
    }
}
