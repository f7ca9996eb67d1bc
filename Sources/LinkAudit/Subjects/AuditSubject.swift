/// What an audit reads: a tree that will be zipped, or an existing archive.
package protocol AuditSubject {
    /// All entries.
    var entries: [AuditedEntry] { get }
    /// A file's bytes.
    ///
    /// - Parameter limit: the maximum number of bytes; a larger file is an error.
    func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8]
}
