/// Something the audit can look at: a tree that is about to be zipped, or an archive from anywhere.
package protocol AuditSubject {
    /// Everything in it.
    var entries: [AuditedEntry] { get }
    /// A file's bytes.
    ///
    /// - Parameter limit: the most bytes to read; a larger file is an error.
    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8]
}
