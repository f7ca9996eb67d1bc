/// A Swift SDK that the lock records.
package struct LockedSDK: Sendable, Hashable {
    /// The version line of the compiler that built with it.
    package var compiler: String
    /// The SHA-256 of its download, if known.
    package var checksum: String?

    /// Creates a record.
    package init(compiler: String, checksum: String? = nil) {
        self.compiler = compiler
        self.checksum = checksum
    }
}
