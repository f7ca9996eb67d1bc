package import Model
package import SystemPackage

/// The paths of a function's outputs, which `package` writes and `terraform` points to.
package struct OutputLayout: Sendable, Hashable {
    /// The directory that contains a directory for each function.
    package var output: FilePath

    /// Creates a layout.
    package init(output: FilePath) {
        self.output = output
    }

    /// The archive's name.
    package static let archiveName = "function.zip"
    /// The manifest's name.
    package static let manifestName = "manifest.json"
    /// The name of the symbol file.
    package static let symbolsName = "function.debug"
    /// The name of the software bill of materials.
    package static let softwareBillName = "function.cdx.json"
    /// The name of the provenance.
    package static let provenanceName = "function.provenance.json"
    /// The name of the record that detects an unchanged function; only valid on this machine.
    static let recordName = ".packaged.json"

    /// The directory of a function for an architecture.
    package func directory(function: String, architecture: Architecture) -> FilePath {
        output.appending(function).appending(architecture.rawValue)
    }
}
