package import LinkAudit
package import Model

/// What 'inspect' reports about a zip or ELF file.
package struct Inspection: Sendable, Encodable {
    /// What the file is.
    package enum Kind: String, Sendable, Encodable {
        case zip
        case elf
    }

    /// An entry of an archive with its sizes.
    package struct Entry: Sendable, Encodable {
        /// Its path.
        package var path: String
        /// Its size.
        package var sizeBytes: Int64
        /// Its size in the archive.
        package var compressedSizeBytes: Int64
        /// Its permission bits in octal, if the archive has them.
        package var mode: String?
    }

    /// A named part with its size.
    package struct Part: Sendable, Encodable {
        /// The name of a section or Swift module.
        package var name: String
        /// Its size.
        package var sizeBytes: UInt64
    }

    /// The sizes of the parts of an ELF file.
    package struct Binary: Sendable, Encodable {
        /// Its path in the archive, or its name.
        package var path: String
        /// Whether it needs no loader and no library; `nil` for a library.
        package var isStaticallyLinked: Bool?
        /// The sections that take space in the file, the largest first.
        package var sections: [Part]
        /// The modules by the size of their symbols, the largest first; empty if the symbols were stripped and no
        /// `function.debug` is next to the archive.
        package var modules: [Part]
    }

    /// The file, as the user named it.
    package var path: String
    /// What it is.
    package var kind: Kind
    /// Its size.
    package var sizeBytes: Int64
    /// The unzipped size, if it is an archive.
    package var unzippedSizeBytes: Int64?
    /// SHA-256 of the file, in hexadecimal.
    package var sha256: String
    /// The architecture, if known.
    package var architecture: Architecture?
    /// The runtime it was audited against.
    package var runtime: LambdaRuntime
    /// The entries of an archive, the largest first.
    package var entries: [Entry]
    /// The sizes of the program's parts, if there is a program.
    package var binary: Binary?
    /// The symbol versions that the program requires.
    package var requirements: [AuditReport.Requirement]
    /// The libraries that it needs.
    package var libraries: [AuditReport.Library]
    /// The C library that the program runs on, if known.
    package var cLibrary: LibcInfo?
    /// What its errors mean for the function; empty if there are none.
    package var consequences: [AuditConsequence]
    /// The software bill beside the archive, if there is one.
    package var softwareBill: ShippedBill?
    /// The provenance beside the archive, if there is one.
    package var provenance: ShippedProvenance?
    /// What the audit found, the most severe first.
    package var diagnostics: [Diagnostic]
}
