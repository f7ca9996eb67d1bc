/// Where the structure of a zip file contradicts itself or claims what cannot be.
package enum ZipFault: Sendable, Hashable {
    /// No end record closes the file: it is no zip archive, or its end is missing, or something follows it.
    case noEndRecord
    /// The end record, or its ZIP64 form, contradicts itself.
    case endRecord(String)
    /// The central directory does not lie where the end record says.
    case directoryOutOfBounds
    /// The central directory is larger than the limit.
    case directoryTooLarge(bytes: Int64, limit: Int64)
    /// The central directory has another number of entries than the end record says.
    case entryCount(claimed: Int64, found: Int64)
    /// There are more entries than the limit.
    case tooManyEntries(claimed: Int64, limit: Int64)
    /// A record of the central directory is damaged.
    case directoryRecord(index: Int)
    /// An entry's header or data lies outside the part of the file that holds entries.
    case entryOutOfBounds(String)
    /// An entry's local header says something else than the central directory.
    case headerMismatch(String, field: String)
    /// Two entries share bytes of the file.
    case overlap(String, String)
    /// An entry claims a size that its compressed bytes cannot hold.
    case impossibleSize(String, size: Int64, compressedSize: Int64)
    /// The sizes that the entries claim exceed the limit.
    case contentTooLarge(limit: Int64)
}
