import Building
package import Model
package import SystemPackage

/// What came of building a function once more in another directory.
package struct Verification: Sendable, Hashable {
    /// The function.
    package var function: String
    /// The architecture it was built for.
    package var architecture: Architecture
    /// In what the other archive differs; empty where it has the same bytes.
    package var differences: [ArchiveDifference]
    /// The other archive, kept where it differs.
    package var otherArchive: FilePath?

    /// Whether both archives have the same bytes.
    package var isIdentical: Bool { otherArchive == nil }
}
