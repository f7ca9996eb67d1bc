package import Model
package import SystemPackage

/// The archive that a function gets in a deployment.
package struct ReleasedArchive: Sendable, Hashable {
    /// Where its bytes are.
    package enum Origin: Sendable, Hashable {
        /// A file of this machine; absolute.
        case file(FilePath)
        /// An object of a bucket.
        case object(bucket: String, region: Region)
    }

    /// The function's own name.
    package var function: String
    /// The SHA-256 in hexadecimal.
    package var digest: String
    /// The SHA-256 in base64, as Lambda and Terraform write it.
    package var codeHash: String
    /// Where its bytes are.
    package var origin: Origin
    /// The sources that it was built from, if they are known.
    package var source: DeploymentRecord.Source?

    /// Creates an archive.
    package init(
        function: String, digest: String, codeHash: String, origin: Origin, source: DeploymentRecord.Source? = nil
    ) {
        self.function = function
        self.digest = digest
        self.codeHash = codeHash
        self.origin = origin
        self.source = source
    }
}
