package import LinkAudit
package import Model

/// What is known of a zip or ELF file after a look into it.
package struct Inspection: Sendable, Encodable {
    /// What the file is.
    package enum Kind: String, Sendable, Encodable {
        case zip
        case elf
    }

    /// One entry of an archive and what it takes.
    package struct Entry: Sendable, Encodable {
        /// Its path.
        package var path: String
        /// Its size.
        package var sizeBytes: Int64
        /// Its size in the archive.
        package var compressedSizeBytes: Int64
        /// Its permission bits in octal, where the archive has them.
        package var mode: String?
    }

    /// Something with a name that takes space.
    package struct Part: Sendable, Encodable {
        /// The name of a section or Swift module.
        package var name: String
        /// What it takes.
        package var sizeBytes: UInt64
    }

    /// Where the bytes of an ELF file went.
    package struct Binary: Sendable, Encodable {
        /// Its path in the archive, or its name.
        package var path: String
        /// Whether it needs neither a loader nor any library; `nil` for a library.
        package var isStaticallyLinked: Bool?
        /// The sections that take space in the file, the largest first.
        package var sections: [Part]
        /// The modules by the size of their symbols, the largest first; empty where the symbols were stripped and no
        /// `function.debug` with them is beside the archive.
        package var modules: [Part]
    }

    /// The file, as it was named.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Its size.
    package var sizeBytes: Int64
    /// The size of everything in it, where it is an archive.
    package var unzippedSizeBytes: Int64?
    /// SHA-256 of the file, in hexadecimal.
    package var sha256: String
    /// The architecture, where it could be told.
    package var architecture: Architecture?
    /// The runtime it was audited against.
    package var runtime: LambdaRuntime
    /// The entries of an archive, the largest first.
    package var entries: [Entry]
    /// Where the bytes of the program went, where there is one.
    package var binary: Binary?
    /// What versions the program asks for.
    package var requirements: [AuditReport.Requirement]
    /// What libraries it needs.
    package var libraries: [AuditReport.Library]
    /// The C library that the program runs on, where that could be told.
    package var cLibrary: LibcInfo?
    /// What its errors mean for the function; empty where there are none.
    package var consequences: [AuditConsequence]
    /// What the audit found, the gravest first.
    package var diagnostics: [Diagnostic]
}
