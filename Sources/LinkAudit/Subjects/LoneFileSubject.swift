/// A file on its own as the audit sees it.
package struct LoneFileSubject: AuditSubject {
    /// The file.
    package let entries: [AuditedEntry]
    private let content: [UInt8]

    /// Takes a file that has been read.
    package init(name: String, bytes: [UInt8], permissions: UInt16) {
        entries = [
            AuditedEntry(path: name, kind: .file, permissions: permissions, sizeBytes: Int64(bytes.count), index: 0)
        ]
        content = bytes
    }

    /// The bytes it was made of.
    package func bytes(of entry: AuditedEntry, limit: Int) throws -> [UInt8] { content }
}
