import Building
package import Model
package import SystemPackage

/// The result of building a function again in another directory.
package struct Verification: Sendable, Hashable {
    /// The function.
    package var function: String
    /// The architecture it was built for.
    package var architecture: Architecture
    /// The differences of the other archive; empty if it is identical.
    package var differences: [ArchiveDifference]
    /// The other archive, kept if it differs.
    package var otherArchive: FilePath?

    /// Whether both archives are identical.
    package var isIdentical: Bool { otherArchive == nil }
}
