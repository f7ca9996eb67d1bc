package import Model
package import SystemPackage

/// The places of a function's outputs, which `package` writes and `terraform` points to.
package struct OutputLayout: Sendable, Hashable {
    /// The directory that holds a directory for each function.
    package var output: FilePath

    /// Creates a layout.
    package init(output: FilePath) {
        self.output = output
    }

    /// The archive's name.
    package static let archiveName = "function.zip"
    /// The manifest's name.
    package static let manifestName = "manifest.json"
    /// The name of the file with the symbols.
    package static let symbolsName = "function.debug"
    /// The name of the record that tells an unchanged function; of use on this machine only.
    static let recordName = ".packaged.json"

    /// The directory of one function for one architecture.
    package func directory(function: String, architecture: Architecture) -> FilePath {
        output.appending(function).appending(architecture.rawValue)
    }
}
