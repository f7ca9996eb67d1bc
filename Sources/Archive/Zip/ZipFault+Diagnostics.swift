internal import Model

extension ZipFault {
    /// A stable name for scripts.
    var identifier: String {
        switch self {
        case .noEndRecord: "archive.no-end-record"
        case .endRecord: "archive.end-record"
        case .directoryOutOfBounds: "archive.directory-out-of-bounds"
        case .directoryTooLarge: "archive.directory-too-large"
        case .entryCount: "archive.entry-count"
        case .tooManyEntries: "archive.too-many-entries"
        case .directoryRecord: "archive.directory-record"
        case .entryOutOfBounds: "archive.entry-out-of-bounds"
        case .headerMismatch: "archive.header-mismatch"
        case .overlap: "archive.overlap"
        case .impossibleSize: "archive.impossible-size"
        case .contentTooLarge: "archive.content-too-large"
        }
    }

    /// One line that describes the fault.
    var summary: String {
        switch self {
        case .noEndRecord: "the file is not a zip archive, or its end is damaged"
        case .endRecord(let detail): "the archive's end record is wrong: \(detail)"
        case .directoryOutOfBounds: "the archive's directory is not where its end record says"
        case .directoryTooLarge(let bytes, let limit):
            "the archive's directory claims \(bytes) bytes, more than the limit of \(limit)"
        case .entryCount(let claimed, let found): "the archive claims \(claimed) entries but lists \(found)"
        case .tooManyEntries(let claimed, let limit):
            "the archive claims \(claimed) entries, more than the limit of \(limit)"
        case .directoryRecord(let index): "record \(index + 1) of the archive's directory is damaged"
        case .entryOutOfBounds(let entry): "'\(entry)' is outside the archive"
        case .headerMismatch(let entry, let field):
            "'\(entry)' has two headers in the archive that differ in \(field)"
        case .overlap(let first, let second): "'\(first)' and '\(second)' share bytes of the archive"
        case .impossibleSize(let entry, let size, let compressedSize):
            "'\(entry)' claims \(size) bytes, which \(compressedSize) bytes in the archive cannot hold"
        case .contentTooLarge(let limit): "the archive claims more than \(limit) bytes of content"
        }
    }

    /// The error for an archive with a given name.
    func diagnostic(archive: String) -> Diagnostic {
        .error(
            identifier, summary,
            explanation: "Programs that unpack it may fail, or disagree about its content.",
            location: Diagnostic.Location(file: archive),
            hints: ["create or download the archive again"])
    }
}
