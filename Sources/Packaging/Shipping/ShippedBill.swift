/// What 'inspect' reports about the software bill beside an archive.
package struct ShippedBill: Sendable, Encodable {
    /// A component of the software.
    package struct Component: Sendable, Codable {
        /// CycloneDX's word for what it is, such as `library` or `file`.
        package var type: String
        /// Its name.
        package var name: String
        /// Its version, if it has one.
        package var version: String?
        /// Its package URL, if it has one.
        package var purl: String?
    }

    /// The file.
    package var path: String
    /// Whether it describes the archive; `nil` if it names no digest.
    package var matchesArchive: Bool?
    /// The components.
    package var components: [Component]
}
