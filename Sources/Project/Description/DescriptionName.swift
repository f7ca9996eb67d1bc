package import SystemPackage

/// The name by which a package's description is kept beside those of others.
package enum DescriptionName {
    /// The name for the package in a directory.
    package static func of(_ package: FilePath) -> String { DescriptionFingerprint.name(of: package.string) }
}
