/// A single file as a subject of the audit.
package struct LoneFileSubject: AuditSubject {
    /// The file.
    package let entries: [AuditedEntry]
    private let content: [UInt8]

    /// Creates a subject from a parsed file.
    package init(name: String, bytes: [UInt8], permissions: UInt16) {
        entries = [
            AuditedEntry(path: name, kind: .file, permissions: permissions, sizeBytes: Int64(bytes.count), index: 0)
        ]
        content = bytes
    }

    /// The bytes of the file.
    package func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] { content }
}
