public import Model

/// What is known of a zip or ELF file after a look into it.
public struct Inspection: Sendable, Encodable {
    /// What the file is.
    public enum Kind: String, Sendable, Encodable {
        case zip
        case elf
    }

    /// One entry of an archive and what it takes.
    public struct Entry: Sendable, Encodable {
        /// Its path.
        public var path: String
        /// Its size.
        public var sizeBytes: Int64
        /// Its size in the archive.
        public var compressedSizeBytes: Int64
        /// Its permission bits in octal, where the archive has them.
        public var mode: String?
    }

    /// Something with a name that takes space.
    public struct Part: Sendable, Encodable {
        /// The name of a section or Swift module.
        public var name: String
        /// What it takes.
        public var sizeBytes: UInt64
    }

    /// Where the bytes of an ELF file went.
    public struct Binary: Sendable, Encodable {
        /// Its path in the archive, or its name.
        public var path: String
        /// Whether it needs neither a loader nor any library; `nil` for a library.
        public var isStaticallyLinked: Bool?
        /// The sections that take space in the file, the largest first.
        public var sections: [Part]
        /// The modules by the size of their symbols, the largest first; empty where the symbols were stripped and no
        /// `function.debug` with them is beside the archive.
        public var modules: [Part]
    }

    /// The file, as it was named.
    public var path: String
    /// What it is.
    public var kind: Kind
    /// Its size.
    public var sizeBytes: Int64
    /// The size of everything in it, where it is an archive.
    public var unzippedSizeBytes: Int64?
    /// SHA-256 of the file, in hexadecimal.
    public var sha256: String
    /// The architecture, where it could be told.
    public var architecture: Architecture?
    /// The runtime it was audited against.
    public var runtime: LambdaRuntime
    /// The entries of an archive, the largest first.
    public var entries: [Entry]
    /// Where the bytes of the program went, where there is one.
    public var binary: Binary?
    /// What versions the program asks for.
    public var requirements: [AuditReport.Requirement]
    /// What libraries it needs.
    public var libraries: [AuditReport.Library]
    /// The C library that the program runs on, where that could be told.
    public var cLibrary: LibcInfo?
    /// What its errors mean for the function; empty where there are none.
    public var consequences: [AuditConsequence]
    /// What the audit found, the gravest first.
    public var diagnostics: [Diagnostic]
}
