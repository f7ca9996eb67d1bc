package import SystemPackage

/// The name of a package's description among those of other packages.
package enum DescriptionName {
    /// The name for the package in a directory.
    package static func of(_ package: FilePath) -> String { DescriptionFingerprint.name(of: package.string) }
}
