package import Model
package import SystemPackage

/// An archive on this machine that a function is to run.
package struct PushedArchive: Sendable, Hashable {
    /// The file; absolute.
    package var path: FilePath
    /// The architecture that it is for.
    package var architecture: Architecture
    /// Its size in bytes.
    package var sizeBytes: Int
    /// Its SHA-256 in hexadecimal.
    package var sha256: String
    /// Its SHA-256 in base64, as Lambda has it.
    package var codeHash: String

    /// Creates an archive.
    package init(path: FilePath, architecture: Architecture, sizeBytes: Int, sha256: String, codeHash: String) {
        self.path = path
        self.architecture = architecture
        self.sizeBytes = sizeBytes
        self.sha256 = sha256
        self.codeHash = codeHash
    }
}
